// `npm start`: builds, migrates, seeds and serves the whole city on this machine. Data stays in .ven/state; VEN_HOME
// names another folder, for a second city beside the first.
import "./lib/pinned-node.mjs";
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
  options: { lan: { type: "boolean" }, "host-suffix": { type: "string" }, fresh: { type: "boolean" } },
});
const { processOf, startCity } = await import("./lib/city.mjs");
const { root } = await import("./lib/workspace.mjs");
const { writeDevVars } = await import("./lib/development-keys.mjs");
const { seed } = await import("./lib/seed.mjs");

const home = path.resolve(process.env.VEN_HOME ?? path.join(root, ".ven"));
const state = path.join(home, "state");
const pidFile = path.join(home, "city.json");
const logFile = path.join(home, "city.log");
const port = Number(process.env.PORT ?? 8787);
const hostSuffix = options["host-suffix"] ?? process.env.HOST_SUFFIX ?? "localhost";
const host = options.lan || hostSuffix !== "localhost" ? "0.0.0.0" : "127.0.0.1";

mkdirSync(home, { recursive: true });
await endBefore();
if (options.fresh) rmSync(state, { recursive: true, force: true });
writeFileSync(logFile, "");
// What lies beside each wrangler.toml is this checkout's own city.
if (process.env.VEN_HOME === undefined) await writeDevVars({ port, hostSuffix });

let city;
let stopping = false;
try {
  city = await startCity({ port, host, hostSuffix, state, onLog: keepLog });
} catch (err) {
  console.error(
    String(err).includes("Address already in use") || err?.code === "ERR_RUNTIME_FAILURE"
      ? `Port ${port} could not be opened. Is another program using it? Try PORT=${port + 1} npm start.\n${String(err)}`
      : err,
  );
  process.exit(1);
}
writeFileSync(pidFile, JSON.stringify({ node: process.pid, workerd: city.workerd, origin: city.origin }));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  // Miniflare's own listener would exit at once with 130; a stop that was asked for is no failure and leaves no file.
  process.removeAllListeners(signal);
  process.on(signal, () => void stop());
}

const sample = await seed(city);
console.log(welcome(sample));

// The platform runs crons by itself; here this process does, at each full minute.
let minute = setTimeout(() => void everyMinute(), 60_000 - (Date.now() % 60_000));

async function everyMinute() {
  minute = setTimeout(() => void everyMinute(), 60_000 - (Date.now() % 60_000));
  for (const failed of await city.runCrons(new Date()).catch((err) => [String(err)]))
    if (!stopping) console.error(`A job failed: ${failed}`);
}

async function stop() {
  if (stopping) return;
  stopping = true;
  clearTimeout(minute);
  await city.dispose();
  rmSync(pidFile, { force: true });
  process.exit(0);
}

/**
 * Two cities on one folder would spoil its data, so a second start leaves a running one alone and ends itself. After
 * `kill -9` of a start its workerd keeps the port and serves on: that orphan is ours, so we end it.
 */
async function endBefore() {
  let before;
  try {
    before = JSON.parse(readFileSync(pidFile, "utf8"));
  } catch {
    return;
  }
  const served = processOf(before.workerd);
  if (served?.command.includes("workerd")) {
    if (served.parent === before.node) {
      console.error(
        `Ven is running already: ${before.origin} (process ${before.node}). Stop it first, or name another folder for this one: VEN_HOME=… PORT=${port + 1} npm start.`,
      );
      process.exit(1);
    }
    process.kill(served.pid, "SIGKILL");
    while (processOf(served.pid)) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  rmSync(pidFile, { force: true });
}

/** Request lines go to a file; what somebody should look at goes to the terminal too. */
function keepLog({ level, message }) {
  appendFileSync(logFile, `${message}\n`);
  if (level === "error" || level === "warn") console.error(message);
}

function welcome({ people, addresses }) {
  const line = (text, address) => `  ${text.padEnd(32)} ${address}`;
  const at = (service, path = "") => `${city.originOf(service === "identity" ? "id" : service)}${path}`;
  return `
  Ven is running. Ctrl-C stops it; its data stays in ${path.relative(process.cwd(), state)} (npm start -- --fresh begins anew).

${[
  line("The city", city.origin),
  ...addresses.map(({ service, text, path }) => line(text, at(service, path))),
  line("Every component", `${city.origin}/_ui`),
].join("\n")}

  Sample people (sign in with the phone; the code is in the inbox; a token for scripts: node tools/token.mjs <person>)
${people.map(({ id, phone, role, organisation }) => `    ${id.padEnd(22)} ${phone}  ${role}, ${organisation}`).join("\n")}
`;
}
