import { globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

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

/** Does `work` for every item, as many at once as there are processors but at least two; after a failure it begins no more. */
async function inLanes(items, work) {
  // One generator for all lanes: each takes the next item when it is free, and whoever throws closes it for the others.
  const waiting = (function* () {
    yield* items;
  })();
  const lane = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: Math.max(2, os.availableParallelism()) }, lane));
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
    await inLanes(workers(), ({ service, config, source }) =>
      run(bin("wrangler"), [
        "deploy",
        path.join(source, `${kind === "development" ? "development" : "index"}.ts`),
        "-c",
        config,
        "--dry-run",
        "--outdir",
        path.join(out, service),
        ...(kind === "production" ? ["--minify"] : []),
      ]),
    );
  });
  return out;
}
