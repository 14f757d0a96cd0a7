// `node tools/release/land.mjs` writes new migrations into migrations/checksums.txt: from then on they never change.
import "../lib/pinned-node.mjs";
import { writeFileSync } from "node:fs";
import path from "node:path";

const { checkChecksums, checksumFile, checksumOf, checksumsOf, migrationsOf } =
  await import("../lib/house/migrations.mjs");
const { root } = await import("../lib/workspace.mjs");

const migrations = migrationsOf(root);
const landed = checksumsOf(root);
const broken = checkChecksums(migrations, landed).filter((problem) => !problem.includes("has not landed"));
if (broken.length > 0) {
  console.error(broken.join("\n"));
  process.exit(1);
}
const fresh = migrations.filter(({ path: file }) => !landed.has(file));
for (const { path: file, text } of fresh) landed.set(file, checksumOf(text));
const lines = [...landed].toSorted(([a], [b]) => a.localeCompare(b)).map(([file, sum]) => `${sum}  ${file}\n`);
writeFileSync(path.join(root, checksumFile), lines.join(""));
console.log(fresh.length > 0 ? `Landed:\n${fresh.map(({ path: file }) => `  ${file}`).join("\n")}` : "Nothing new.");
