import { chmodSync, globSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";

import { build } from "vite";

import { freePort, serve, startCity } from "../lib/city.mjs";
import { developmentVariables } from "../lib/development-keys.mjs";
import { migrate } from "../lib/migrate.mjs";
import { seed } from "../lib/seed.mjs";
import { root } from "../lib/workspace.mjs";
import { tree } from "./measure.mjs";

/** A scratch folder, on the same disk for everybody who is compared; databases that do not run as root must get through it. */
export function scratch() {
  const folder = mkdtempSync(path.join(tmpdir(), "ven-bench-"));
  chmodSync(folder, 0o711);
  return folder;
}
export const remove = (folder) => rm(folder, { recursive: true, force: true });

/**
 * The seeded city with what is released: production bundles, the queue also on a socket of its own. Budgets for people
 * without a device are lifted, because one machine asks for all of them.
 */
export async function openCity({ state, kind = "production" }) {
  const seeded = await startCity({ state, kind: "development" });
  await seed(seeded);
  const db = await seeded.mf.getD1Database("DB", "ven-queue");
  await db.exec("UPDATE queue_service SET anonymous_daily = NULL");
  await seeded.dispose();
  return reopenCity({ state, kind });
}

/** The same city again, for example after its files were changed. */
export async function reopenCity({ state, kind = "production" }) {
  const direct = { service: "queue", port: await freePort() };
  const city = await startCity({ state, kind, direct });
  return {
    ...city,
    queue: `http://127.0.0.1:${direct.port}`,
    front: `http://127.0.0.1:${city.port}`,
    queueHost: new URL(city.originOf("queue")).host,
    pids: () => tree(city.workerd),
  };
}

/** The database of one facility's object, read from its file while nobody serves it. */
export function openObject(state, facility) {
  for (const file of globSync(`${state}/do/ven-queue-live-FacilityObject/*.sqlite`)) {
    const db = new DatabaseSync(file);
    const found = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'head'").get();
    const config = found && db.prepare("SELECT data FROM head WHERE key = 'config'").get();
    if (config && JSON.parse(config.data).id === facility) return db;
    db.close();
  }
  throw new Error(`${facility} has no object in ${state}`);
}

/** The workers that the house is measured against, bundled and served like the city's. Tokens are those of the city. */
export async function openBaseline({ state, cityPort }) {
  const port = await freePort();
  const out = path.join(state, "bundle");
  await build({
    root,
    configFile: false,
    logLevel: "error",
    plugins: [{ name: "house", resolveId: asTheQueueDoes }],
    build: {
      outDir: out,
      target: "es2024",
      minify: true,
      lib: { entry: path.join(import.meta.dirname, "baseline/workers.mjs"), formats: ["es"], fileName: "workers" },
      rolldownOptions: { external: /^cloudflare:/ },
    },
  });
  const { "ven-queue": variables } = await developmentVariables({ port: cityPort });
  const served = await serve(
    [
      {
        name: "baseline",
        modules: true,
        modulesRoot: out,
        scriptPath: path.join(out, "workers.js"),
        compatibilityDate: "2026-10-01",
        d1Databases: { DB: "baseline" },
        durableObjects: { INCREMENT: { className: "Increment", useSQLite: true } },
        bindings: { ...variables, SELF_ORIGIN: `http://127.0.0.1:${port}` },
        unsafeDirectSockets: [{ host: "127.0.0.1", port }],
      },
    ],
    { state: path.join(state, "data") },
  );
  await migrate(await served.mf.getD1Database("DB", "baseline"), "city");
  const origin = `http://127.0.0.1:${port}`;
  await fetch(`${origin}/setup`, { method: "POST" });
  return { ...served, origin, pids: () => tree(served.workerd) };
}

/** Packages are the queue worker's: the same Hono, the same identity. */
function asTheQueueDoes(id, importer) {
  if (/^[./\0]/.test(id) || !importer?.startsWith(path.join(import.meta.dirname, "baseline"))) return undefined;
  return this.resolve(id, path.join(root, "workers/queue/src/index.ts"), { skipSelf: true });
}
