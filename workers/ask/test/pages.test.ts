import { exports } from "cloudflare:workers";
import { test } from "vitest";

test("somebody opens the first page in their language", async ({ expect }) => {
  const vi = await exports.default.fetch("https://ask.test/");
  expect(vi.status).toBe(200);
  expect(await vi.text()).toContain("Hỏi đáp du lịch");
  const en = await exports.default.fetch("https://ask.test/?lang=en");
  expect(await en.text()).toContain("Ask about the city");
});
