import { generateKeyPairSync } from "node:crypto";

import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineProject } from "vitest/config";

const { kty, crv, x, d } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
const kid = "local-test";
const service = `${import.meta.dirname}/../..`;

// The two scripts for files and records together, in workerd: their readers must run there, without the pages' script.
export default defineProject(async () => ({
  plugins: [
    cloudflareTest({
      main: "./both.ts",
      wrangler: { configPath: `${service}/exchange/wrangler.toml` },
      miniflare: {
        bindings: {
          ENVIRONMENT: "development",
          SELF_ORIGIN: "https://classrooms.test",
          IDENTITY_ORIGIN: "https://id.test",
          JWKS: JSON.stringify({ keys: [{ kty, crv, x, kid }] }),
          CLASSROOMS_KEY: "a key that only tests know",
          TEST_KEY: JSON.stringify({ kty, crv, x, d, kid }),
          CITY_MIGRATIONS: await readD1Migrations(`${service}/../../migrations/city`),
        },
        workers: [
          {
            name: "ven-identity",
            modules: true,
            compatibilityDate: "2026-10-01",
            // Identity is away: what these tests show must not need it.
            script: `import { WorkerEntrypoint } from "cloudflare:workers";
              export class Identity extends WorkerEntrypoint {}
              export default { fetch: () => new Response(null, { status: 404 }) };`,
          },
        ],
      },
    }),
  ],
  test: {
    name: "classrooms-exchange-service",
    isolate: false,
    include: ["*.test.ts"],
    setupFiles: ["../setup.ts"],
    testTimeout: 30_000,
  },
}));
