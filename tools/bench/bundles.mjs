import { spawn } from "node:child_process";
import { copyFileSync, realpathSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

import { bundle } from "../lib/bundle.mjs";
import { freePort } from "../lib/city.mjs";
import { budgetOf, modulesOf, weightOf } from "../lib/house/bundle-budget.mjs";
import { root, workers } from "../lib/workspace.mjs";
import { cpuOf, median, shuffled } from "./measure.mjs";
import { countRow } from "./table.mjs";

const isolates = 20;

/** What each released worker weighs. */
export async function weightRows() {
  const out = await bundle("production");
  return workers().map(({ service }) =>
    countRow(`bundle of ${service}`, weightOf(modulesOf(path.join(out, service))), {
      unit: "KiB gz",
      atMost: budgetOf(service),
    }),
  );
}

/** CPU that one more isolate of a worker takes to start, over an empty worker: twenty at once in raw workerd. */
export async function startRows({ folder, rounds }) {
  const out = await bundle("production");
  writeFileSync(path.join(folder, "bare.js"), 'export default { fetch: () => new Response("hello") };\n');
  for (const { service, toml } of workers())
    copyFileSync(path.join(out, service, `${path.parse(toml.main).name}.js`), path.join(folder, `${service}.js`));
  const contenders = ["bare", ...workers().map(({ service }) => service)];
  const samples = Object.fromEntries(contenders.map((name) => [name, []]));
  for (let round = -1; round < rounds; round++)
    for (const name of shuffled(contenders)) {
      const cpu = await startCpu(folder, name);
      if (round >= 0) samples[name].push(cpu);
    }
  return contenders
    .filter((name) => name !== "bare")
    .map((name) => {
      const over = samples[name].map((cpu, round) => (cpu - samples.bare[round]) / isolates);
      return countRow(`CPU to start ${name}, over a bare worker`, Number(median(over).toFixed(1)), {
        unit: "ms",
        atMost: 30,
        note: `${Math.min(...over).toFixed(1)}–${Math.max(...over).toFixed(1)} ms; aim 12`,
      });
    });
}

/** Milliseconds of CPU from nothing to the first answer of twenty isolates. */
async function startCpu(folder, name) {
  const port = await freePort();
  const services = Array.from(
    { length: isolates },
    (_, at) =>
      `(name = "w${at}", worker = (modules = [(name = "w${at}.js", esModule = embed "${name}.js")], compatibilityDate = "2026-10-01"))`,
  );
  const config = path.join(folder, "start.capnp");
  writeFileSync(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [${services.join(",\n")}],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "w0")]
);
`,
  );
  const child = spawn(workerd, ["serve", config], { stdio: "ignore" });
  try {
    for (let tries = 0; ; tries++) {
      const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
      await answer?.arrayBuffer();
      if (answer) return cpuOf([child.pid]) / 1e6;
      if (tries > 400 || child.exitCode !== null) throw new Error(`workerd did not start ${name}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  } finally {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    if (child.kill("SIGKILL")) await ended;
  }
}

/** The workerd that wrangler brings. */
const workerd = (() => {
  const fromWrangler = createRequire(realpathSync(path.join(root, "node_modules/wrangler/package.json")));
  return fromWrangler("workerd").default;
})();
