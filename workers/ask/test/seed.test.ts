import type { Reply } from "@ven/contracts/ask";
import { test } from "vitest";

import { call } from "./people";

test("a developer lays the sample down twice and asks across languages", async ({ expect }) => {
  expect((await call("POST", "/dev/seed")).status).toBe(200);
  expect((await call("POST", "/dev/seed")).status).toBe(200);
  const { status, body } = await call<Reply>("POST", "/api/ask", { json: { q: "下龙湾门票多少钱？", lang: "zh" } });
  expect(status).toBe(200);
  expect(body).toMatchObject({ band: "answer", lang: "zh", answer: { topic: "ha-long-ticket", lang: "zh" } });
  const typed = await call<Reply>("POST", "/api/ask", {
    json: { q: "ve tham quan vinh ha long bao nhieu tien", lang: "vi" },
  });
  expect(typed.body).toMatchObject({ band: "answer", answer: { topic: "ha-long-ticket", lang: "vi" } });
});
