import { generateKeyPairSync, randomBytes } from "node:crypto";

import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineProject } from "vitest/config";

const key = () => randomBytes(32).toString("base64url");
const signing = ["local-a", "local-b"].map((kid) => {
  const { kty, crv, x, d } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  return { kty, crv, x, d, kid };
});
const migrations = `${import.meta.dirname}/../../migrations`;

export default defineProject(async () => ({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [
    cloudflareTest({
      wrangler: { configPath: "./wrangler.toml" },
      miniflare: {
        bindings: {
          ENVIRONMENT: "development",
          DELIVERY: "inbox",
          SIGNING_KEYS: JSON.stringify({ active: "local-a", keys: signing }),
          PEPPERS: JSON.stringify({ active: "p2", keys: { p1: key(), p2: key() } }),
          MASTER_KEYS: JSON.stringify({ active: "m1", keys: { m1: key() } }),
          SECRETS: JSON.stringify({ active: "s1", keys: { s1: key() } }),
          SELF_ORIGIN: "https://id.test",
          IDENTITY_ORIGIN: "https://id.test",
          CLIENTS: JSON.stringify({ queue: "https://queue.test", wifi: "https://wifi.test" }),
          VNEID: JSON.stringify({
            issuer: "https://vneid.test",
            authorizationEndpoint: "https://vneid.test/oauth2/authorize",
            tokenEndpoint: "https://vneid.test/oauth2/token",
            userinfoEndpoint: "https://vneid.test/oauth2/userinfo",
            jwksUri: "https://vneid.test/oauth2/jwks",
            clientId: "ven",
          }),
          VNEID_CLIENT_SECRET: "a-secret-of-the-tests-that-is-long-enough",
          MIGRATIONS: await readD1Migrations(`${migrations}/city`),
          VAULT_MIGRATIONS: await readD1Migrations(`${migrations}/vault`),
        },
        serviceBindings: {
          AS_QUEUE: { name: "ven-identity", entrypoint: "Identity", props: { client: "queue" } },
          AS_CONSOLE: { name: "ven-identity", entrypoint: "IdentityAdmin", props: { client: "console" } },
          AS_QUEUE_AT_ADMIN: { name: "ven-identity", entrypoint: "IdentityAdmin", props: { client: "queue" } },
          AS_NOBODY_AT_ADMIN: { name: "ven-identity", entrypoint: "IdentityAdmin" },
          AS_NOBODY: { name: "ven-identity", entrypoint: "Identity" },
        },
      },
    }),
  ],
  test: {
    name: "identity-worker",
    isolate: false,
    setupFiles: ["./test/setup.ts"],
    globalSetup: ["./test/providers.ts"],
  },
}));
