import { expect, test } from "vitest";

import { ticketPage } from "../src/index";
import { around, ticket } from "./hospital";

test.each([
  ["zh", "您前面还有"],
  ["ko", "앞에"],
  ["ja", "あなたの前に"],
  ["fr", "avant vous"],
] as const)("a guest reads the ticket in %s", (lang, ahead) => {
  const { html } = ticketPage({ ...around(`/t/x`, lang), token: "x", ticket: ticket("waiting") });
  expect(html).toContain(ahead);
  expect(html).not.toContain("before you");
});
