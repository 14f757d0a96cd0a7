import path from "node:path";

import { unstable_getMiniflareWorkerOptions as workerOptionsOf } from "wrangler";

import { serve } from "../lib/city.mjs";
import { migrate } from "../lib/migrate.mjs";

/** A neighbour that is bound but not there: every call to it fails, as in an outage. */
const absent = (entrypoints) =>
  [
    'import { WorkerEntrypoint } from "cloudflare:workers";',
    ...entrypoints.map((name) => `export class ${name} extends WorkerEntrypoint {}`),
    "export default { fetch: () => new Response(null, { status: 503 }) };",
  ].join("\n");

/** The script of objects that this one only calls. */
const withoutAnswer = (classes) =>
  [
    'import { DurableObject } from "cloudflare:workers";',
    ...classes.map((name) => `export class ${name} extends DurableObject {}`),
    "export default { fetch: () => new Response(null, { status: 404 }) };",
  ].join("\n");

/** Wrangler would warn that this machine has no secrets; none are wanted here. */
function quietly(act) {
  const before = process.env.WRANGLER_LOG;
  process.env.WRANGLER_LOG = "none";
  try {
    return act();
  } finally {
    if (before === undefined) delete process.env.WRANGLER_LOG;
    else process.env.WRANGLER_LOG = before;
  }
}

/**
 * Starts the bundle alone, with the databases that this release's migrations make from nothing, absent neighbours and
 * throw-away secrets, and asks for its health. Throws when a migration fails or it does not answer that it is well.
 */
export async function startAlone({ worker, bundle, plan }) {
  const { workerOptions, main } = quietly(() => workerOptionsOf(worker.config));
  const { rootPath: _, modulesRules: __, ...options } = workerOptions;
  const neighbours = Map.groupBy(worker.toml.services ?? [], ({ service }) => service);
  const elsewhere = (worker.toml.durable_objects?.bindings ?? []).filter(({ script_name: script }) => script);
  const objects = [...Map.groupBy(elsewhere, ({ script_name: script }) => script)];
  const secrets = (worker.toml.secrets?.required ?? []).map((name) => [name, "A".repeat(43)]);
  const { mf, dispose } = await serve(
    [
      {
        ...options,
        name: worker.name,
        modules: true,
        modulesRoot: bundle,
        scriptPath: path.join(bundle, `${path.parse(main).name}.js`),
        bindings: { ...options.bindings, ...Object.fromEntries(secrets) },
      },
      ...objects.map(([name, bindings]) => ({
        name,
        modules: true,
        compatibilityDate: worker.toml.compatibility_date,
        script: withoutAnswer(bindings.map(({ class_name: name }) => name)),
        durableObjects: Object.fromEntries(
          bindings.map(({ name: binding, class_name: className }) => [binding, { className, useSQLite: true }]),
        ),
      })),
      ...[...neighbours].map(([name, bindings]) => ({
        name,
        modules: true,
        compatibilityDate: worker.toml.compatibility_date,
        script: absent(bindings.flatMap(({ entrypoint }) => entrypoint ?? [])),
      })),
    ],
    { quiet: true },
  );
  try {
    for (const { database, binding, files } of plan) {
      const names = new Set(files.map(({ name }) => `${name}.sql`));
      await migrate(await mf.getD1Database(binding.binding, worker.name), database, (name) => names.has(name));
    }
    const origin = worker.toml.vars?.SELF_ORIGIN ?? "https://ven.example";
    const answer = await mf.dispatchFetch(`${origin}/healthz`);
    if (answer.status !== 200) throw new Error(`/healthz answers ${answer.status}`);
    const { status } = await answer.json();
    if (status !== "ok") throw new Error(`/healthz says ${status}`);
  } finally {
    await dispose();
  }
}
