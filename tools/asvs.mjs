// `node tools/asvs.mjs`: writes docs/asvs.md from the titles of the tests, and fails when an item has no test.
import "./lib/pinned-node.mjs";
import { writeFileSync } from "node:fs";
import path from "node:path";

const { root } = await import("./lib/workspace.mjs");
const { asvsFile, asvsTable, gaps, testsFound } = await import("./lib/asvs.mjs");

const tests = testsFound(root);
writeFileSync(path.join(root, asvsFile), asvsTable(tests));
const missing = gaps(tests);
for (const gap of missing) console.error(gap);
console.log(`${asvsFile}: ${new Set(tests.map(({ item }) => item)).size} items, ${tests.length} proofs`);
process.exitCode = missing.length > 0 ? 1 : 0;
