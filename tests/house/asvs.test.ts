import { readFileSync } from "node:fs";
import path from "node:path";

import { describe, test } from "vitest";

import { asvsFile, asvsTable, gaps, testsFound } from "../../tools/lib/asvs.mjs";
import { root } from "../../tools/lib/workspace.mjs";

const tests = testsFound(root);

describe("whoever asks how identity keeps ASVS 5.0 finds", () => {
  test("a test for every item, and no item that is not on the list", ({ expect }) => {
    expect(gaps(tests)).toEqual([]);
  });

  test("a table that says what the tests say today", ({ expect }) => {
    const written = readFileSync(path.join(root, asvsFile), "utf8");
    expect(written === asvsTable(tests), "out of date: run node tools/asvs.mjs").toBe(true);
  });

  test("that a missing test or an unknown item would be noticed", ({ expect }) => {
    expect(gaps(tests.filter(({ item }) => item !== "9.1.2"))).toEqual(["ASVS 9.1.2 has no test"]);
    expect(gaps([...tests, { item: "99.1.1", file: "x", title: "x" }])).toEqual([
      "ASVS 99.1.1 is tested and not on the list",
    ]);
  });
});
