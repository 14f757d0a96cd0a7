import { setClock } from "@ven/kit";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";

import { replay, standing } from "./replay";
import { ask, bookOne, openSchool, staff, violations } from "./school";

// Each act has a moment of its own, by which the audit is in order.
let at = Date.parse("2026-11-22T02:00:00Z");
beforeAll(() => setClock({ now: () => at }));
afterAll(() => setClock(null));

const who = fc.constantFrom("ha", "lan", "minh");
const where = fc.constantFrom("a", "b", "c", "t");
const date = fc.constantFrom("2026-11-23", "2026-11-24", "2026-11-30");
const first = fc.integer({ min: 1, max: 4 });
const nth = fc.nat(30);
const command = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant("book" as const),
      who,
      where,
      date,
      first,
      length: fc.nat(2),
      half: fc.nat(2),
      class: fc.constantFrom(null, "10a1", "10a2"),
      part: fc.nat(2),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("cancel" as const), who, nth }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant("move" as const), who, nth, where, date, first }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("swap" as const), who, nth, other: nth }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("wait" as const), who, where, date, first }) },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant("series" as const),
      who,
      where,
      first,
      policy: fc.constantFrom("skip", "waitlist", "fail"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("decide" as const), nth, yes: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("storm" as const), date }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("lift" as const) }) },
);

test("whatever people do in whatever order, no room, person or class is taken twice and nothing is left over", async ({
  expect,
}) => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 40 }), async (commands) => {
      const school = await openSchool({ from: "2026-11-23", to: "2026-12-20" }, "model");
      const people = Object.fromEntries(
        await Promise.all(["ha", "lan", "minh"].map(async (code) => [code, await staff(school.id, code)] as const)),
      );
      const manager = await staff(school.id, "minh", "room-manager");
      const made: string[] = [];
      const acts: string[] = [];
      const statuses = new Set<number>();
      const version = async (id: string) => (await ask(manager, "GET", `/api/bookings/${id}`)).body.version as number;
      const pick = (n: number) => made[n % Math.max(1, made.length)];
      for (const one of commands) {
        at += 10;
        const headers = "who" in one ? people[one.who]! : manager;
        const id = "nth" in one ? pick(one.nth) : undefined;
        let answer: Awaited<ReturnType<typeof ask>> | undefined;
        if (one.act === "book") {
          const classes =
            one.class === null ? [] : [{ class: school.of(one.class), part: one.class === "10a2" ? one.part : 0 }];
          const unit = one.where === "a" ? { unit: one.half } : {};
          answer = await bookOne(headers, school, {
            resource: school.of(one.where),
            date: one.date,
            first: one.first,
            last: one.first + one.length,
            classes,
            ...unit,
          });
          if (answer.status === 201) made.push(answer.body.items[0].id);
        } else if (one.act === "cancel" && id)
          answer = await ask(headers, "POST", `/api/bookings/${id}/cancel`, {
            version: await version(id),
            scope: "this",
          });
        else if (one.act === "move" && id)
          answer = await ask(headers, "POST", `/api/bookings/${id}/move`, {
            version: await version(id),
            resource: school.of(one.where),
            date: one.date,
            first: one.first,
          });
        else if (one.act === "swap" && id) {
          const asked = await ask(headers, "POST", `/api/bookings/${id}/swap`, { theirs: pick(one.other) });
          answer = asked.status === 201 ? await ask(manager, "POST", `/api/swaps/${asked.body.id}/accept`) : asked;
        } else if (one.act === "wait")
          answer = await ask(headers, "POST", `/api/schools/${school.id}/waitlist`, {
            resource: school.of(one.where),
            date: one.date,
            first: one.first,
          });
        else if (one.act === "series") {
          answer = await ask(headers, "POST", `/api/schools/${school.id}/series`, {
            resource: school.of(one.where),
            weekday: 1,
            first: one.first,
            startsOn: "2026-11-23",
            endsOn: "2026-12-14",
            policy: one.policy,
          });
          if (answer.status === 201) {
            const { booked, skipped, waiting } = answer.body;
            expect(booked.length + skipped.length + waiting.length).toBe(4);
            made.push(...booked.map((each: { id: string }) => each.id));
          }
        } else if (one.act === "decide" && id)
          answer = await ask(manager, "POST", `/api/bookings/${id}/${one.yes ? "approve" : "deny"}`, {
            version: await version(id),
            reason: "x",
          });
        else if (one.act === "storm") {
          answer = await ask(manager, "POST", "/api/closures", {
            schools: [school.id],
            from: one.date,
            to: one.date,
            reason: "Bão",
          });
          if (answer.status === 201) acts.push(answer.body.act);
        } else if (one.act === "lift" && acts.length > 0)
          answer = await ask(manager, "POST", `/api/closures/${acts.shift()!}/restore`);
        if (answer) statuses.add(answer.status);
      }
      expect([...statuses].filter((status) => status >= 500)).toEqual([]);
      expect(await violations(school.id)).toEqual([]);
      // Whoever reads the audit comes to what is there.
      expect(await replay(school.id)).toEqual(await standing(school.id));
      const over = await env.DB.prepare(
        `SELECT count(*) AS n FROM room_waitlist AS w LEFT JOIN room_booking AS b ON b.id = w.booking WHERE w.school = ? AND w.status = 'promoted' AND b.person IS NOT w.person`,
      )
        .bind(school.id)
        .first("n");
      expect(over).toBe(0);
    }),
    { numRuns: 25 },
  );
}, 60_000);
