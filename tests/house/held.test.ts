import { readFileSync } from "node:fs";
import path from "node:path";

import { describe, test } from "vitest";

import { heldColumns, heldFile } from "../../tools/lib/held-columns.mjs";
import { root } from "../../tools/lib/workspace.mjs";

describe("somebody who reads what is held of them", () => {
  test("sees every annotated column of the databases, as the migrations have it today", ({ expect }) => {
    const shown: unknown = JSON.parse(readFileSync(path.join(root, heldFile), "utf8"));
    expect(shown, "out of date: run node tools/held.mjs").toEqual(heldColumns(root));
  });
});
