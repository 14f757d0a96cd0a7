import { exports } from "cloudflare:workers";
import { test } from "vitest";

test("somebody opens the first page in their language", async ({ expect }) => {
  const vi = await exports.default.fetch("https://classrooms.test/");
  expect(vi.status).toBe(200);
  expect(await vi.text()).toContain("Phòng học");
  const en = await exports.default.fetch("https://classrooms.test/?lang=en");
  expect(await en.text()).toContain("Classrooms");
});
