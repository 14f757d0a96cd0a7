// `node tools/held.mjs`: writes down what the migrations' annotations say about personal data, for the page on which
// everybody can read it. A test refuses a file that is out of date.
import "./lib/pinned-node.mjs";
import { writeFileSync } from "node:fs";
import path from "node:path";

const { root } = await import("./lib/workspace.mjs");
const { heldColumns, heldFile } = await import("./lib/held-columns.mjs");

const columns = heldColumns(root);
writeFileSync(path.join(root, heldFile), `${JSON.stringify(columns, null, 1)}\n`);
console.log(`${Object.values(columns).flatMap(Object.keys).length} tables with personal data`);
