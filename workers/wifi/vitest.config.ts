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
          SELF_ORIGIN: "https://wifi.test",
          IDENTITY_ORIGIN: "https://id.test",
          JWKS: JSON.stringify({ keys: [{ kty, crv, x, kid }] }),
          WIFI_KEY: "a key that only tests know",
          TEST_KEY: JSON.stringify({ kty, crv, x, d, kid }),
          CITY_MIGRATIONS: await readD1Migrations(`${import.meta.dirname}/../../migrations/city`),
        },
        workers: [
          {
            name: "ven-identity",
            modules: true,
            compatibilityDate: "2026-10-01",
            // Identity as far as a guest needs it: it sends codes and checks them.
            script: `import { WorkerEntrypoint } from "cloudflare:workers";
              export class Identity extends WorkerEntrypoint {
                sendCode({ contact }) {
                  return contact.includes("09") ? { ok: true, challenge: "sealed", sentTo: "•••• 678" } : { ok: false, reason: "contact-wrong" };
                }
                checkCode({ challenge, code }) {
                  if (challenge !== "sealed") return { ok: false, reason: "over" };
                  return code === "123456" ? { ok: true, proof: "p1" } : { ok: false, reason: "wrong", left: 4 };
                }
              }
              export default { fetch: () => new Response(null, { status: 404 }) };`,
          },
        ],
      },
    }),
  ],
  test: {
    name: "wifi",
    isolate: false,
    include: ["test/*.test.ts"],
    setupFiles: ["./test/setup.ts"],
    testTimeout: 30_000,
  },
}));
