// Writes packages/kit/src/purges.ts from the annotations of the migrations: `node tools/retention.mjs`. A test refuses a
// file that is not what the migrations say.
import "./lib/pinned-node.mjs";
import { writeFileSync } from "node:fs";
import path from "node:path";

const { bin, root, run } = await import("./lib/workspace.mjs");
const { migrationsOf } = await import("./lib/house/migrations.mjs");
const { compile, sourceOf } = await import("./lib/retention.mjs");

const { byOwner, problems } = compile(migrationsOf(root));
for (const problem of problems) console.error(problem);
if (problems.length) process.exitCode = 1;
const file = path.join(root, "packages/kit/src/purges.ts");
writeFileSync(file, sourceOf(byOwner));
await run(bin("oxfmt"), [file]);
