import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { freePort, processes } from "../../tools/lib/city.mjs";
import { bin, root } from "../../tools/lib/workspace.mjs";
import { pause } from "./people.mjs";

/** A folder for `npm start` to keep a city in, and a port that nobody uses. */
export async function openHome() {
  const home = mkdtempSync(path.join(tmpdir(), "ven-home-"));
  const port = await freePort();
  return {
    home,
    port,
    originOf: (service) => `http://${service}.localhost:${port}`,
    start: (options) => start({ home, port, ...options }),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

/**
 * What `npm start` runs, as a process group of its own, which is what Ctrl-C and `kill -9 -<group>` reach. `ready` waits
 * for its welcome.
 */
export function start({ home, port }) {
  const child = spawn(bin("node"), ["tools/start.mjs"], {
    cwd: root,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, VEN_HOME: home, PORT: String(port) },
  });
  const { pid } = child;
  if (pid === undefined) throw new Error("node could not be started");
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  const ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));
  const members = () => processes().filter(({ group }) => group === pid);
  let over = false;
  void ended.then(() => (over = true));
  return {
    pid,
    ended,
    members,
    output: () => output,
    workerd: () => JSON.parse(readFileSync(path.join(home, "city.json"), "utf8")).workerd,
    async ready() {
      while (!output.includes("Ven is running.")) {
        if (over) throw new Error(`the city did not start\n${output}`);
        await pause(20);
      }
    },
    /** Sends a signal to the whole group, and waits until nobody of it is left. */
    async signal(name) {
      process.kill(-pid, name);
      const until = Date.now() + 10_000;
      while (members().length && Date.now() < until) await pause(10);
      return members();
    },
  };
}
