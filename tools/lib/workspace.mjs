import { spawn } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { parse } from "smol-toml";

export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
export const bin = (name) => path.join(root, "node_modules/.bin", name);

/** Nothing that runs here may ask, report usage or reach out. */
export const quietEnv = {
  ...process.env,
  PATH: `${path.join(root, "node_modules/.bin")}:${process.env.PATH}`,
  CI: "1",
  WRANGLER_SEND_METRICS: "false",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
};

/**
 * Every worker of the city: the front door and each folder of workers/ that has a wrangler.toml. Adding a service means
 * adding a folder; nothing here changes. A service may have a second script in a folder below it (`queue-live`), which
 * shares its sources and its tables: `owner` is the service of both.
 */
export function workers() {
  return [
    "wrangler.toml",
    ...globSync("workers/{*,*/*}/wrangler.toml", { cwd: root, exclude: isInstalled }).sort(),
  ].map((config) => {
    const { name, main, ...rest } = parse(readFileSync(path.join(root, config), "utf8"));
    const folder = path.dirname(path.join(root, config));
    const source = path.dirname(path.resolve(folder, main));
    const names = path.relative(path.join(root, "workers"), folder).split(path.sep);
    const service = config === "wrangler.toml" ? "front-door" : names.join("-");
    const owner = config === "wrangler.toml" ? service : names[0];
    return { name, service, owner, config: path.join(root, config), folder, source, toml: { name, main, ...rest } };
  });
}

const isInstalled = (name) => name.includes("node_modules");

/** Runs a command to its end; rejects with what it printed when it fails. */
export function run(command, args, { cwd = root, env = quietEnv, quiet = true } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ["ignore", quiet ? "pipe" : "inherit", quiet ? "pipe" : "inherit"],
    });
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("exit", (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${path.basename(command)} ${args.join(" ")} failed\n${output}`)),
    );
  });
}
