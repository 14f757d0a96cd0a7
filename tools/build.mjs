// `node tools/build.mjs` builds pages and worker bundles; `--pages` stops after the pages, which the type check needs.
import "./lib/pinned-node.mjs";

const { buildPages, bundle } = await import("./lib/bundle.mjs");

await (process.argv.includes("--pages") ? buildPages() : bundle());
