import { chmodSync, existsSync, realpathSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import path from "node:path";

import { root } from "../lib/workspace.mjs";

/** What a sync to disk takes on the slow disk beside what it takes here, ms: a network volume, an SSD without a capacitor. */
export const syncMs = 3;
export const hasStrace = existsSync("/usr/bin/strace");
const hasTaskset = existsSync("/usr/bin/taskset") && availableParallelism() > 1;

/** Every contender has the first core for itself and all its processes, the load another one. */
const firstCore = hasTaskset ? ["taskset", "-c", "0"] : [];
const otherCore = hasTaskset ? ["taskset", "-c", "1"] : [];
// -D: the tracer steps aside, so that what was started is the program itself. seccomp: only syncs pay for being watched.
const slowDisk = ["strace", "-D", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null"].concat(
  ["-e", "trace=fsync,fdatasync"],
  ["-e", `inject=fsync,fdatasync:delay_exit=${syncMs * 1000}`],
);

const started = (prefix, command, args) => {
  const [first, ...rest] = [...prefix, command, ...args];
  return [first, rest];
};
/** How a contender's program is started: `spawn(...contender(node, [script]))`. */
export const contender = (command, args) => started(firstCore, command, args);
/** The same for one that keeps what it is told, on a slow disk where `isSlow`. */
export const store = (isSlow, command, args) => started([...firstCore, ...(isSlow ? slowDisk : [])], command, args);
export const loader = (command, args) => started(otherCore, command, args);

/** Does `work` with every workerd that it starts being a contender of that kind. */
export async function withStore(isSlow, folder, work) {
  const require = createRequire(realpathSync(path.join(root, "node_modules/wrangler/package.json")));
  const wrapper = path.join(folder, "workerd");
  const [command, args] = store(isSlow, `'${require("workerd").default}'`, ['"$@"']);
  writeFileSync(wrapper, `#!/bin/sh\nexec ${[command, ...args].join(" ")}\n`);
  chmodSync(wrapper, 0o755);
  process.env.MINIFLARE_WORKERD_PATH = wrapper;
  try {
    return await work();
  } finally {
    delete process.env.MINIFLARE_WORKERD_PATH;
  }
}
