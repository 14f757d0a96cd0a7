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
          SELF_ORIGIN: "https://ask.test",
          IDENTITY_ORIGIN: "https://id.test",
          JWKS: JSON.stringify({ keys: [{ kty, crv, x, kid }] }),
          ASK_KEY: "a key that only tests know",
          TEST_KEY: JSON.stringify({ kty, crv, x, d, kid }),
          SEARCH_MIGRATIONS: await readD1Migrations(`${import.meta.dirname}/../../migrations/search`),
          // As a release does it: this service's files and those it needs.
          CITY_MIGRATIONS: (await readD1Migrations(`${import.meta.dirname}/../../migrations/city`)).filter(({ name }) =>
            /^\d+_(?:identity|queue|ask)_/.test(name),
          ),
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
    name: "ask",
    include: ["test/*.test.ts"],
    setupFiles: ["./test/setup.ts"],
    testTimeout: 30_000,
  },
}));
