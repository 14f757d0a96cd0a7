import fc from "fast-check";
import { describe, test } from "vitest";

import {
  base64url,
  callObject,
  decodeCursor,
  defineMessages,
  encodeCursor,
  failureOf,
  fill,
  fixedWindow,
  hmac,
  limitCalls,
  localDate,
  localMidnight,
  localTime,
  page,
  Problem,
  randomToken,
  requestHash,
  seal,
  timingSafeEqual,
  unseal,
  uuidv7,
  type Window,
  withDeadline,
} from "../src";
import { addTexts } from "../src/i18n";

const timezone = "Asia/Ho_Chi_Minh";
const key = base64url.encode(new Uint8Array(32).fill(7));

describe("a business day in Vietnam", () => {
  test("begins at 17:00 in Greenwich and not at midnight there", ({ expect }) => {
    expect(localDate(Date.parse("2026-11-22T16:59:59.999Z"), timezone)).toBe("2026-11-22");
    expect(localDate(Date.parse("2026-11-22T17:00:00Z"), timezone)).toBe("2026-11-23");
    expect(localTime(Date.parse("2026-11-22T23:59:00Z"), timezone)).toBe("06:59");
    expect(localMidnight("2026-11-23", timezone)).toBe(Date.parse("2026-11-22T17:00:00Z"));
  });

  test("holds its own midnight, in every timezone and at every change of clocks", ({ expect }) => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2001-01-01"), max: new Date("2099-12-31"), noInvalidDate: true }),
        fc.constantFrom(timezone, "Europe/Paris", "America/New_York", "Asia/Kathmandu", "UTC"),
        (instant, zone) => {
          const date = localDate(instant.getTime(), zone);
          const midnight = localMidnight(date, zone);
          expect(localDate(midnight, zone)).toBe(date);
          expect(localTime(midnight, zone)).toBe("00:00");
        },
      ),
    );
  });
});

describe("ids and tokens", () => {
  test("a UUID carries its time, its version and sorts by it", ({ expect }) => {
    const [a, b] = [uuidv7(1_700_000_000_000), uuidv7(1_700_000_000_001)];
    expect(a).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(a < b).toBe(true);
    expect(Number.parseInt(a.replaceAll("-", "").slice(0, 12), 16)).toBe(1_700_000_000_000);
  });

  test("bytes come back from base64url, and other texts are refused", ({ expect }) => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(base64url.decode(base64url.encode(bytes))).toEqual(bytes);
      }),
    );
    expect(() => base64url.decode("a+b/")).toThrow(TypeError);
    expect(randomToken()).toMatch(/^[\w-]{22}$/);
  });

  test("texts are equal only when they are", ({ expect }) => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(timingSafeEqual(a, b)).toBe(a === b);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (a) => {
        expect(timingSafeEqual(a, a)).toBe(true);
      }),
    );
  });

  test("an HMAC is that of RFC 4231, case 2", async ({ expect }) => {
    expect(await hmac("Jefe", "what do ya want for nothing?")).toBe("W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM");
  });

  test("a sealed text opens only with its key, in its place and unchanged", async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        expect(await unseal(key, await seal(key, text, "row 1"), "row 1")).toBe(text);
      }),
      { numRuns: 30 },
    );
    const sealed = await seal(key, "0912345678", "row 1");
    await expect(unseal(key, sealed, "row 2")).rejects.toThrow();
    await expect(unseal(base64url.encode(new Uint8Array(32)), sealed, "row 1")).rejects.toThrow();
    // Not the last character: some of its bits are padding.
    const changed = `${sealed.slice(0, -3)}${sealed.at(-3) === "A" ? "B" : "A"}${sealed.slice(-2)}`;
    await expect(unseal(key, changed, "row 1")).rejects.toThrow();
  });

  test("a request has one hash, whatever the order of its members", async ({ expect }) => {
    expect(await requestHash({ a: 1, b: { c: [1, { d: 2 }], e: undefined } })).toBe(
      await requestHash({ b: { c: [1, { d: 2 }] }, a: 1 }),
    );
    expect(await requestHash({ a: "1" })).not.toBe(await requestHash({ a: 1 }));
  });
});

describe("a long list", () => {
  test("is read page by page without losing or repeating anybody", ({ expect }) => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(), { maxLength: 60 }), fc.integer({ min: 1, max: 7 }), (ids, limit) => {
        const sorted = ids.toSorted((a, b) => a - b);
        const read: number[] = [];
        for (let after = -1, next: string | null = ""; next !== null;) {
          const rows = sorted.filter((id) => id > after).slice(0, limit + 1);
          const one = page(rows, limit, (id) => [id]);
          read.push(...one.items);
          next = one.next;
          if (next !== null) after = Number(decodeCursor(next)[0]);
        }
        expect(read).toEqual(sorted);
      }),
    );
  });

  test("refuses a cursor that is not ours", ({ expect }) => {
    expect(decodeCursor(encodeCursor(["a", 1]))).toEqual(["a", 1]);
    for (const cursor of ["", "%", "e30", "bnVsbA"]) expect(() => decodeCursor(cursor)).toThrow(Problem);
  });
});

describe("a budget", () => {
  test("lets exactly its limit through in each window, and says when to come back", ({ expect }) => {
    const minute = { limit: 3, windowMs: 60_000 };
    let state: Window | undefined;
    const results = [0, 1, 2, 3, 59_999, 60_000].map((at) => {
      const step = fixedWindow(state, at, minute);
      state = step.state;
      return [step.allowed, step.retryAfterMs];
    });
    expect(results).toEqual([
      [true, 0],
      [true, 0],
      [true, 0],
      [false, 59_997],
      [false, 1],
      [true, 0],
    ]);
  });
});

test("somebody who hammers is asked to wait, and nobody else is", ({ expect }) => {
  const twice = { limit: 2, windowMs: 1000 };
  for (const who of ["a", "a", "b"]) limitCalls(who, 5000, twice);
  expect(() => limitCalls("a", 5001, twice)).toThrow(
    expect.objectContaining({ code: "too-many-requests", retryAfter: 1 }),
  );
  limitCalls("b", 5001, twice);
  limitCalls("a", 6000, twice);
});

describe("a store that fails", () => {
  const retryable = Object.assign(new Error("reset"), { retryable: true });
  const overloaded = Object.assign(new Error("busy"), { overloaded: true });

  test("is recognised by its words, also below drizzle's wrapper", ({ expect }) => {
    expect(failureOf(new Error("D1_ERROR: Network connection lost."))).toBe("retryable");
    expect(failureOf(new Error("Failed query", { cause: new Error("D1 DB is overloaded.") }))).toBe("overloaded");
    expect(failureOf(new Error("UNIQUE constraint failed"))).toBe("other");
    expect(failureOf(retryable)).toBe("retryable");
  });

  test("is tried again with a new stub, never when it is overloaded, and not for ever", async ({ expect }) => {
    const stubs: number[] = [];
    const stub = () => stubs.push(0);
    const failing = (errors: Error[]) => () => {
      const next = errors.shift();
      return next ? Promise.reject(next) : Promise.resolve("done");
    };
    expect(await callObject(stub, failing([retryable, retryable]))).toBe("done");
    expect(stubs).toHaveLength(3);
    await expect(callObject(stub, failing([overloaded]))).rejects.toMatchObject({ code: "unavailable" });
    expect(stubs).toHaveLength(4);
    await expect(callObject(stub, failing([retryable, retryable, retryable]))).rejects.toMatchObject({
      code: "unavailable",
    });
    await expect(callObject(stub, failing([new Error("bug")]))).rejects.toThrow("bug");
  });

  test("is not waited for longer than the deadline", async ({ expect }) => {
    await expect(withDeadline(new Promise(() => {}), 10)).rejects.toMatchObject({ code: "unavailable", retryAfter: 2 });
    expect(await withDeadline(Promise.resolve(1), 1000)).toBe(1);
  });
});

test("a text that a language lacks is read in English", ({ expect }) => {
  const messages = defineMessages("test.greeting", {
    vi: { hello: "Xin chào", left: "Còn {n}" },
    en: { hello: "Hello", left: "{n} left" },
  });
  expect(messages("ja").hello).toBe("Hello");
  addTexts("ja", { "test.greeting": { hello: "こんにちは" } });
  expect(messages("ja").hello).toBe("こんにちは");
  expect(fill(messages("ja").left, { n: 3 })).toBe("3 left");
  expect(fill(messages("vi").left, { n: 3 })).toBe("Còn 3");
});
