import { generateKeyPairSync } from "node:crypto";

import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineProject } from "vitest/config";

const { kty, crv, x, d } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
const kid = "local-test";

// The development entry: the service itself, with sample data to look at.
export default defineProject(async () => ({
  plugins: [
    cloudflareTest({
      main: "./src/development.ts",
      wrangler: { configPath: "./wrangler.toml" },
      miniflare: {
        bindings: {
          ENVIRONMENT: "development",
          SELF_ORIGIN: "https://classrooms.test",
          IDENTITY_ORIGIN: "https://id.test",
          JWKS: JSON.stringify({ keys: [{ kty, crv, x, kid }] }),
          CLASSROOMS_KEY: "a key that only tests know",
          TEST_KEY: JSON.stringify({ kty, crv, x, d, kid }),
          CITY_MIGRATIONS: await readD1Migrations(`${import.meta.dirname}/../../migrations/city`),
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
          // These have tests of their own; here they only show that they were asked.
          ...["exchange", "records", "office"].map((name) => ({
            name: `ven-classrooms-${name}`,
            modules: true,
            compatibilityDate: "2026-10-01",
            script: `export default { fetch: (request) => new Response("${name} " + new URL(request.url).pathname) };`,
          })),
        ],
      },
    }),
  ],
  test: {
    name: "classrooms",
    isolate: false,
    include: ["test/*.test.ts"],
    setupFiles: ["./test/setup.ts"],
    testTimeout: 30_000,
  },
}));
