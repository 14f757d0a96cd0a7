import { migrationsOf } from "./house/migrations.mjs";

export const heldFile = "web/identity/src/privacy/held.json";

/** Every annotated column: `{ service: { table: { column: [purpose, basis, days] } } }`, in the order of the migrations. */
export function heldColumns(root) {
  const held = {};
  for (const { owner, text } of migrationsOf(root)) {
    let table = "";
    for (const line of text.split("\n")) {
      table = /^CREATE TABLE (\w+)/.exec(line)?.[1] ?? /^ALTER TABLE (\w+)/.exec(line)?.[1] ?? table;
      const note = /-- retention: purpose=([^;]+); basis=([^;]+); days=([^;]+)/.exec(line);
      const column = /^(?:ALTER TABLE \w+ ADD COLUMN)?\s*(\w+)/.exec(line)?.[1];
      if (note && column) {
        const [, purpose, basis, days] = note;
        const ofTable = ((held[owner] ??= {})[table] ??= {});
        ofTable[column] = [purpose, basis, days.trim()];
      }
    }
  }
  return held;
}
