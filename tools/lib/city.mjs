import { readdirSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

import { unstable_getMiniflareWorkerOptions as workerOptionsOf } from "wrangler";

import { bundle } from "./bundle.mjs";
import { runCrons } from "./crons.mjs";
import { developmentVariables } from "./development-keys.mjs";
import { migrate } from "./migrate.mjs";
import { root, workers } from "./workspace.mjs";

// Which file a secret came from is no news: bindings are given below.
process.env.WRANGLER_LOG ??= "none";
// Wrangler brings the Miniflare that fits its workerd; the registry's `latest` is another one.
const fromWrangler = createRequire(realpathSync(path.join(root, "node_modules/wrangler/package.json")));
const { convertV4MiniflareOptions, Log, LogLevel, Miniflare } = await import(fromWrangler.resolve("miniflare"));

/**
 * Serves the whole city in one workerd, on one port. The front door listens on a direct socket: `wrangler dev` and
 * Miniflare's own entry stand before the worker and cost 35 and 3.5 times the CPU of a request.
 *
 * @param options.port        port of the front door; 0 picks a free one
 * @param options.state       folder of databases and objects
 * @param options.kind        "development" (inbox, seed, faults) or "production"
 * @param options.clockOffset ms by which the services' clock is ahead; development only
 * @param options.variables   more bindings by worker name, over those of this machine
 * @param options.direct      `{ service, port }`: one service that answers on a port of its own, without the front door
 *                            and without Miniflare's three workers that stand for the platform's file server
 */
export async function startCity({
  port = 0,
  host = "127.0.0.1",
  hostSuffix = "localhost",
  state,
  kind = "development",
  clockOffset = 0,
  variables = {},
  direct,
  onLog,
}) {
  const out = await bundle(kind);
  port ||= await freePort();
  const local = await developmentVariables({ port, hostSuffix });
  const all = workers();
  // Miniflare puts its file server before the sockets of a worker that has files, whomever they are for.
  const holder = direct && all.find(({ toml }) => !toml.assets).service;
  const serviceName = direct && all.find(({ service }) => service === direct.service).name;
  const served = await serve(
    all.map(({ name, service, config }) => {
      const { workerOptions, main } = workerOptionsOf(config);
      const { rootPath: _, modulesRules: __, ...options } = workerOptions;
      const entry = kind === "development" ? "development" : path.parse(main).name;
      return {
        ...options,
        name,
        modules: true,
        modulesRoot: path.join(out, service),
        scriptPath: path.join(out, service, `${entry}.js`),
        bindings: { ...options.bindings, ...local[name], CLOCK_OFFSET_MS: String(clockOffset), ...variables[name] },
        ...(service === "front-door" && { unsafeDirectSockets: [{ host, port }] }),
        ...(service === holder && { unsafeDirectSockets: [{ host: "127.0.0.1", port: direct.port, serviceName }] }),
      };
    }),
    { state, onLog },
  );
  const { mf } = served;
  for (const [binding, database, owner] of databases(all))
    await migrate(await mf.getD1Database(binding, owner), database);
  const origin = `http://${hostSuffix}:${port}`;
  return {
    ...served,
    port,
    origin,
    /** Runs the jobs of every service whose crons are due; without a date, all of them. Gives what failed. */
    runCrons: (at) => runCrons(mf, all, at),
    originOf: (service) => `http://${service}.${hostSuffix}:${port}`,
  };
}

/** Runs workers, given in Miniflare's options, in a workerd of their own. */
export async function serve(options, { state, onLog = () => {}, quiet = false }) {
  const mf = new Miniflare(
    Object.assign(
      convertV4MiniflareOptions({
        host: "127.0.0.1",
        port: 0,
        cf: false,
        log: new Log(quiet ? LogLevel.NONE : LogLevel.ERROR),
        handleStructuredLogs: onLog,
        workers: options,
      }),
      { telemetry: { enabled: false }, ...(state && { resourcePersistencePath: state }) },
    ),
  );
  try {
    await mf.ready;
  } catch (err) {
    // What did start would keep this process alive for ever.
    await mf.dispose();
    throw err;
  }
  const mine = ({ parent, command }) => parent === process.pid && command.includes("workerd");
  return { mf, workerd: processes().findLast(mine)?.pid, dispose: () => mf.dispose() };
}

/** Each database once, with a worker that binds it: `["DB", "city", "ven-queue"]`. */
function databases(all) {
  const found = new Map();
  for (const { name, toml } of all)
    for (const { binding, database_name: database } of toml.d1_databases ?? [])
      if (!found.has(database)) found.set(database, [binding, database, name]);
  return found.values();
}

/** A process as /proc shows it; undefined when there is none, it is only waiting to be reaped, or there is no /proc. */
export function processOf(pid) {
  let text;
  try {
    text = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return undefined;
  }
  const command = text.slice(text.indexOf("(") + 1, text.lastIndexOf(")"));
  const [state, parent, group] = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return state === "Z" ? undefined : { pid: Number(pid), command, parent: Number(parent), group: Number(group) };
}

/** Every process, from /proc; empty where there is no /proc. */
export function processes() {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => processOf(pid) ?? []);
  } catch {
    return [];
  }
}

export async function freePort() {
  const { createServer } = await import("node:net");
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
