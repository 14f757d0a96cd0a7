// Installs the workspace with the pinned pnpm. Does nothing while node_modules is newer than the lock file,
// so `npm start` and `npm test` work straight after `git clone` on any Node from 20 up.
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";

const changed = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (changed("node_modules/.modules.yaml") < changed("pnpm-lock.yaml")) {
  const { status } = spawnSync("npx", ["--yes", "pnpm@12.21.0", "install", "--frozen-lockfile"], { stdio: "inherit" });
  process.exit(status ?? 1);
}
