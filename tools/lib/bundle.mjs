import { globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import { inFlight } from "./in-flight.mjs";
import { bin, root, run, workers } from "./workspace.mjs";

const inputs = [
  "packages/*/src/**/*",
  "packages/*/data/**/*",
  "web/*/src/**/*",
  "web/*/*.{ts,mjs,json}",
  "web/*.{ts,mjs}",
  // A service's scripts each have a folder beside its src.
  "workers/*/*/**/*",
  "**/wrangler.toml",
  "pnpm-lock.yaml",
  "tools/lib/{bundle,openapi}.mjs",
];

/** Newest change among everything that goes into a bundle, and how many files there are. */
function stamp() {
  let newest = 0;
  let count = 0;
  for (const file of globSync(inputs, {
    cwd: root,
    exclude: (name) => /node_modules|\/dist|\.wrangler|\/test(\/|$)/.test(name),
  })) {
    const { mtimeMs } = statSync(path.join(root, file));
    newest = Math.max(newest, mtimeMs);
    count++;
  }
  return `${newest}:${count}`;
}

async function once(what, build) {
  const file = path.join(root, ".ven/build", `${what}.stamp`);
  const now = stamp();
  let before;
  try {
    before = readFileSync(file, "utf8");
  } catch {
    // First build on this machine.
  }
  if (before === now) return;
  await build();
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, now);
}

/** Pages, styles, islands and API documents: everything the workers serve or import that is not TypeScript. */
export function buildPages() {
  return once("pages", async () => {
    await run(bin("node"), ["web/build.mjs"]);
    await run(bin("node"), ["tools/lib/openapi.mjs"]);
  });
}

/**
 * Bundles every worker with unmodified wrangler. `development` takes src/development.ts instead of src/index.ts: the
 * same service with inbox, seed and faults. Gives the folder of the bundles: `<folder>/<service>/<entry>.js`.
 */
export async function bundle(kind = "development") {
  await buildPages();
  const out = path.join(root, ".ven/build", kind);
  await once(kind, async () => {
    rmSync(out, { recursive: true, force: true });
    const all = workers();
    await inFlight(all.length, Math.max(2, os.availableParallelism()), (index) => {
      const { service, config, source } = all[index];
      const entry = path.join(source, `${kind === "development" ? "development" : "index"}.ts`);
      const options = ["-c", config, "--dry-run", "--outdir", path.join(out, service)];
      return run(bin("wrangler"), ["deploy", entry, ...options, ...(kind === "production" ? ["--minify"] : [])]);
    });
  });
  return out;
}
