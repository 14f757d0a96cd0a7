import fc from "fast-check";
import { describe, test } from "vitest";

import { nextStep, waits } from "../../tools/lib/key-rings.mjs";

const ringOf = (kind) =>
  kind === "signing" ? { active: "a", keys: [{ kid: "a" }, { kid: "b" }] } : { active: "a", keys: { a: "key-a" } };
const names = ({ keys }) => (Array.isArray(keys) ? keys.map(({ kid }) => kid) : Object.keys(keys));
let made = 0;
const newKey = (kind) => () => {
  const name = `k${++made}`;
  return { name, key: kind === "signing" ? { kid: name } : `key-${name}` };
};

describe.for(Object.keys(waits))("an operator who rotates %s", (kind) => {
  test("comes to the end, whenever they type the command, and no key is used before or gone after it may", ({
    expect,
  }) => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 200, maxLength: 200 }), (pauses) => {
        let ring = ringOf(kind);
        let now = 1_000_000_000;
        const held = { a: 120 };
        const published = new Map();
        const usedUntil = new Map();
        for (const name of names(ring)) published.set(name, 0);
        for (const pause of pauses) {
          now += pause * 60_000;
          const before = ring;
          const { step, ring: next, name } = nextStep(kind, ring, { now, rows: held, newKey: newKey(kind) });
          ring = next;
          for (const one of names(ring)) if (!published.has(one)) published.set(one, now);
          if (step === "use") {
            expect(now - published.get(name)).toBeGreaterThanOrEqual(waits[kind].beforeUse);
            usedUntil.set(before.active, now);
          }
          if (step === "move") held[name] = Math.max(0, held[name] - 50);
          if (step === "retire") {
            expect(held[name] ?? 0).toBe(0);
            expect(now - usedUntil.get(name)).toBeGreaterThanOrEqual(waits[kind].afterUse);
          }
          expect(names(ring)).toContain(ring.active);
          if (kind === "signing") expect(names(ring).length).toBeGreaterThanOrEqual(2);
          if (step === "done") return;
        }
        throw new Error("the rotation does not end");
      }),
      { numRuns: 50 },
    );
  });

  test("may type it again after it is done, and the next rotation begins", ({ expect }) => {
    const world = { now: 1e12, newKey: newKey(kind) };
    const { step, ring } = nextStep(kind, ringOf(kind), world);
    expect(["publish", "use"]).toContain(step);
    expect(nextStep(kind, ring, { ...world, rows: { a: 1 } }).step).toMatch(/wait|move/);
  });
});
