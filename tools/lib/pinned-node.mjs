// Scripts typed by a person may meet Node 20; the toolchain wants 22 or newer. Importing this module first runs the
// script again with the Node that the lock file pins, and passes signals and the exit code through.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const pinned = fileURLToPath(new URL("../../node_modules/.bin/node", import.meta.url));

if (Number(process.versions.node.split(".")[0]) < 24 && existsSync(pinned)) {
  const child = spawn(pinned, process.argv.slice(1), { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise((resolve) =>
    child.on("exit", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 1))),
  );
  process.exit();
}
