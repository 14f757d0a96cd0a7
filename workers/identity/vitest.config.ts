import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineProject } from "vitest/config";

import { developmentVariables } from "../../tools/lib/development-keys.mjs";

const migrations = `${import.meta.dirname}/../../migrations`;

export default defineProject(async () => ({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [
    cloudflareTest({
      wrangler: { configPath: "./wrangler.toml" },
      miniflare: {
        bindings: {
          ...(await developmentVariables({ port: 8787 }))["ven-identity"],
          SELF_ORIGIN: "https://id.test",
          IDENTITY_ORIGIN: "https://id.test",
          CLIENTS: JSON.stringify({ queue: "https://queue.test" }),
          CODES_PER_DAY: "8",
          MIGRATIONS: await readD1Migrations(`${migrations}/city`),
          VAULT_MIGRATIONS: await readD1Migrations(`${migrations}/vault`),
        },
        serviceBindings: {
          AS_QUEUE: { name: "ven-identity", entrypoint: "Identity", props: { client: "queue" } },
          AS_NOBODY: { name: "ven-identity", entrypoint: "Identity" },
        },
      },
    }),
  ],
  test: { name: "identity-worker", isolate: false, setupFiles: ["./test/setup.ts"] },
}));
