// Writes packages/city/src/outlines.ts from the communes' boundaries: `node tools/outline.mjs`.
import "./lib/pinned-node.mjs";
import { writeFileSync } from "node:fs";
import path from "node:path";

const { sourceOfOutlines } = await import("./lib/outline.mjs");
const { bin, root, run } = await import("./lib/workspace.mjs");

const file = path.join(root, "packages/city/src/outlines.ts");
writeFileSync(file, sourceOfOutlines());
await run(bin("oxfmt"), [file]);
