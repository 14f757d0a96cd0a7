import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { ticketPaths } from "./baseline/hall.mjs";
import { drive } from "./load.mjs";
import { countRow, skippedRow } from "./table.mjs";

const callers = 50;

/** How often a ticket waits for the disk: a hall that takes numbers together shares the wait. */
export async function syncRows({ city, folder, seconds = 2 }) {
  const what = `syncs to disk per ticket, ${callers} callers`;
  if (!existsSync("/usr/bin/strace"))
    return { rows: [skippedRow(what, "not installed: apt-get install strace")], sent: { requests: 0, slack: 0 } };
  const load = {
    origin: city.queue,
    method: "POST",
    paths: ticketPaths,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ class: "normal" }),
    callers,
    name: "queue",
  };
  const warm = await drive({ ...load, seconds: 1 });
  const file = path.join(folder, "syncs.txt");
  const strace = spawn("strace", ["-f", "-q", "-e", "trace=fsync,fdatasync", "-o", file, "-p", String(city.workerd)]);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const done = await drive({ ...load, seconds });
  const ended = new Promise((resolve) => strace.once("exit", resolve));
  strace.kill("SIGINT");
  await ended;
  const syncs = readFileSync(file, "utf8").match(/ f(data)?sync\(/g)?.length ?? 0;
  if (!syncs)
    throw new Error(`${done.requests} tickets and not one sync to disk: nothing was made durable, or not seen`);
  const row = countRow(what, syncs / done.requests, {
    unit: "",
    atMost: 0.1,
    note: `${syncs} syncs, ${done.requests} tickets`,
  });
  return { rows: [row], sent: { requests: warm.requests + done.requests, slack: 2 * callers } };
}
