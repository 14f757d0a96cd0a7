import { expect, test } from "vitest";

import { intentOf, mayAct, type Press } from "../src/desk-keys";

const press = (more: Partial<Press>) =>
  intentOf({ key: "", code: "", repeat: false, ctrlKey: false, metaKey: false, altKey: false, on: "body", ...more });

test("a nurse calls with Space or Enter and reaches the tools by their letters", () => {
  expect(press({ key: " " })).toBe("call-next");
  expect(press({ key: "Enter" })).toBe("call-next");
  expect(press({ key: "v" })).toBe("V");
  expect(press({ key: "R" })).toBe("R");
  expect(press({ key: "Process", code: "KeyS" })).toBe("S");
});

test("a key held down calls one person", () => {
  expect(press({ key: " ", repeat: true })).toBeNull();
});

test("whoever types, chooses or uses the browser's own keys calls nobody", () => {
  expect(press({ key: " ", on: "select" })).toBeNull();
  expect(press({ key: "r", on: "input" })).toBeNull();
  expect(press({ key: "r", ctrlKey: true })).toBeNull();
  expect(press({ key: " ", on: "button" })).toBeNull();
  expect(press({ key: "F5", code: "F5" })).toBeNull();
});

test("a double press is one call, and no call follows on the heels of another act", () => {
  expect(mayAct("call-next", { inFlight: true, doneAt: 0 }, 10_000)).toBe(false);
  expect(mayAct("call-next", { inFlight: false, doneAt: 9_500 }, 10_000)).toBe(false);
  expect(mayAct("call-next", { inFlight: false, doneAt: 8_900 }, 10_000)).toBe(true);
  expect(mayAct("start", { inFlight: false, doneAt: 9_900 }, 10_000)).toBe(true);
});
