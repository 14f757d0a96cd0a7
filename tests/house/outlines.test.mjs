import { test } from "vitest";

import { outlines } from "../../packages/city/src/outlines.ts";
import { outlineOf } from "../../tools/lib/outline.mjs";

test("an operator's map is drawn from the boundaries as they are now", ({ expect }) => {
  for (const [province, outline] of Object.entries(outlines)) expect(outline).toEqual(outlineOf(province));
});
