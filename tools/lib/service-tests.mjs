import { generateKeyPairSync } from "node:crypto";
import path from "node:path";

import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";

/** Identity is away: what a service's tests show must not need it. */
const identityAway = `import { WorkerEntrypoint } from "cloudflare:workers";
  export class Identity extends WorkerEntrypoint {}
  export default { fetch: () => new Response(null, { status: 404 }) };`;

const worker = (name, script) => ({ name, modules: true, compatibilityDate: "2026-10-01", script });

/**
 * The plugins of a service's test project: its script in workerd, with tables, keys of one run (TEST_KEY signs, JWKS
 * checks) and stand-ins for the scripts it calls. Paths are seen from `folder`, the folder of the configuration.
 */
export async function serviceTests({
  service,
  folder,
  main = "./src/development.ts",
  configPath = "./wrangler.toml",
  identity = identityAway,
  scripts = [],
  bindings = {},
  miniflare = {},
}) {
  const { kty, crv, x, d } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  const kid = "local-test";
  const at = (file) => path.resolve(folder, file);
  return [
    cloudflareTest({
      main: at(main),
      wrangler: { configPath: at(configPath) },
      miniflare: {
        ...miniflare,
        bindings: {
          ENVIRONMENT: "development",
          SELF_ORIGIN: `https://${service}.test`,
          IDENTITY_ORIGIN: "https://id.test",
          JWKS: JSON.stringify({ keys: [{ kty, crv, x, kid }] }),
          [`${service.toUpperCase()}_KEY`]: "a key that only tests know",
          TEST_KEY: JSON.stringify({ kty, crv, x, d, kid }),
          CITY_MIGRATIONS: await readD1Migrations(path.join(import.meta.dirname, "../../migrations/city")),
          ...bindings,
        },
        workers: [
          worker("ven-identity", identity),
          // These have tests of their own; here they only show that they were asked.
          ...scripts.map((name) =>
            worker(
              `ven-${service}-${name}`,
              `export default { fetch: (request) => new Response("${name} " + new URL(request.url).pathname) };`,
            ),
          ),
        ],
      },
    }),
  ];
}
