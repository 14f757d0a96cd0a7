import fc from "fast-check";
import ICAL from "ical.js";
import { RRuleTemporal } from "rrule-temporal";
import { describe, test } from "vitest";

import { FileRefused } from "../../src/exchange/file-refused";
import { readCalendar } from "../../src/exchange/read-calendar";
import { dateOfDay, dayOf, expandRule, parseRule, type Rule } from "../../src/exchange/recurrence";
import { type CalendarEvent, foldLine, writeCalendar } from "../../src/exchange/write-calendar";
import { recurrences } from "./recurrences";

const timezone = "Asia/Ho_Chi_Minh";
const bytesOf = (text: string) => new TextEncoder().encode(text);
const halfPastSeven = 7 * 3600 + 30 * 60;

/** Occurrences as the vectors write them. */
function occurrencesOf(text: string, start: string, limit = 12) {
  const rule = parseRule(text);
  if (typeof rule === "string") return rule;
  return expandRule(
    rule,
    { day: dayOf(start), second: halfPastSeven },
    { last: dayOf("2036-01-01"), limit, ...untilOf(rule) },
  )
    .occurrences.map(({ day, second }) => {
      const time = new Date(second * 1000).toISOString().slice(11, 16);
      return dateOfDay(day) + (time === "07:30" ? "" : `T${time}`);
    })
    .join(" ");
}

/** UNTIL is UTC; the school's clock is seven hours ahead. */
function untilOf({ until }: Rule) {
  if (!until) return {};
  const iso = until.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, "$1-$2-$3T$4:$5:$6Z");
  const local = Date.parse(iso) + 7 * 3_600_000;
  return { until: { day: Math.floor(local / 86_400_000), second: (local % 86_400_000) / 1000 } };
}

describe("a recurrence from another calendar", () => {
  test("there are 52 of them", ({ expect }) => expect(recurrences).toHaveLength(52));

  test.for(recurrences)("%s from %s falls on these days", ([rule, start, expected], { expect }) => {
    expect(occurrencesOf(rule, start)).toBe(expected);
    const peer = new RRuleTemporal({
      rruleString: `DTSTART;TZID=${timezone}:${start.replaceAll("-", "")}T073000\nRRULE:${rule}`,
    });
    const days = peer.all((_, index) => index < 12).map((when) => when.toString().slice(0, 16).replace("T07:30", ""));
    expect(days.join(" ")).toBe(expected);
  });

  test("agrees with another implementation on rules nobody wrote by hand", ({ expect }) => {
    const subset = <Item>(items: readonly Item[]) => fc.subarray([...items], { minLength: 1, maxLength: 4 });
    const days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    const rule = fc
      .record({
        freq: fc.constantFrom("DAILY", "WEEKLY", "MONTHLY"),
        interval: fc.integer({ min: 1, max: 5 }),
        days: fc.option(subset(days)),
        nth: fc.constantFrom(0, 0, 1, 2, -1),
        monthDays: fc.option(subset([1, 7, 15, 28, 31, -1, -3])),
        months: fc.option(subset([1, 2, 5, 9, 10, 11, 12])),
        week: fc.constantFrom("MO", "SU"),
      })
      .map(({ freq, interval, days: on, nth, monthDays, months, week }) =>
        [
          `FREQ=${freq};INTERVAL=${interval};WKST=${week}`,
          on ? `BYDAY=${on.map((day) => (freq === "MONTHLY" && nth ? nth + day : day)).join(",")}` : "",
          monthDays && freq !== "WEEKLY" ? `BYMONTHDAY=${monthDays.join(",")}` : "",
          months ? `BYMONTH=${months.join(",")}` : "",
          "COUNT=8",
        ]
          .filter(Boolean)
          .join(";"),
      );
    fc.assert(
      fc.property(rule, fc.integer({ min: 0, max: 400 }), (text, offset) => {
        const start = dateOfDay(dayOf("2026-08-20") + offset);
        const until = "20310101T000000Z";
        const bounded = text.replace("COUNT=8", `UNTIL=${until}`);
        const peer = new RRuleTemporal({
          rruleString: `DTSTART;TZID=${timezone}:${start.replaceAll("-", "")}T073000\nRRULE:${bounded}`,
        });
        const expected = peer.all((_, index) => index < 8).map((when) => when.toString().slice(0, 10));
        expect(occurrencesOf(bounded, start, 8), bounded).toBe(expected.join(" "));
      }),
      { numRuns: 300 },
    );
  });

  test.for([
    ["FREQ=YEARLY", "unsupported"],
    ["FREQ=SECONDLY;COUNT=100000000", "unsupported"],
    ["FREQ=WEEKLY;BYWEEKNO=1", "unsupported"],
    ["INTERVAL=2", "malformed"],
    ["FREQ=DAILY;INTERVAL=0", "malformed"],
    ["FREQ=DAILY;COUNT=2;UNTIL=20261001", "malformed"],
    ["FREQ=DAILY;COUNT=1;COUNT=2", "malformed"],
    ["FREQ=WEEKLY;BYDAY=1MO", "malformed"],
    ["FREQ=WEEKLY;BYMONTHDAY=1", "malformed"],
    ["FREQ=MONTHLY;BYDAY=0MO", "malformed"],
    ["FREQ=MONTHLY;BYSETPOS=1", "malformed"],
    ["FREQ=DAILY;BYHOUR=24", "malformed"],
    ["FREQ=DAILY;UNTIL=morgen", "malformed"],
    ["", "malformed"],
  ] as const)("%j is %s", ([rule, fault], { expect }) => {
    expect(parseRule(rule)).toBe(fault);
  });

  test("never keeps anybody busy: at most 400 occurrences, and rules without any end soon", ({ expect }) => {
    const started = performance.now();
    for (const text of [
      "FREQ=DAILY",
      "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
      "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1",
      "FREQ=DAILY;COUNT=999999",
      "FREQ=DAILY;BYHOUR=0,1,2,3,4,5;BYMINUTE=0,10,20,30,40,50",
    ]) {
      const rule = parseRule(text);
      if (typeof rule === "string") throw new Error(text);
      const { occurrences, cut } = expandRule(rule, { day: 20_000, second: 0 }, { last: 10_000_000 });
      expect(occurrences.length).toBeLessThanOrEqual(400);
      expect(cut).toBe(true);
    }
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

const lines = (...body: string[]) =>
  bytesOf(["BEGIN:VCALENDAR", "VERSION:2.0", ...body, "END:VCALENDAR", ""].join("\r\n"));
const event = (...body: string[]) => ["BEGIN:VEVENT", "UID:u1", "DTSTAMP:20260901T000000Z", ...body, "END:VEVENT"];
const range = { from: "2026-09-01", to: "2026-12-31", timezone };
const read = (...body: string[]) => readCalendar(lines(...body), range);
const starts = (...body: string[]) =>
  read(...body).events.map(({ startAt }) => new Date(startAt).toISOString().slice(0, 16));

describe("a calendar file from elsewhere", () => {
  test("has its times understood: UTC, named zones, floating, whole days", ({ expect }) => {
    expect(starts(...event("DTSTART:20260907T003000Z", "DTEND:20260907T011500Z"))).toEqual(["2026-09-07T00:30"]);
    expect(starts(...event("DTSTART;TZID=Asia/Ho_Chi_Minh:20260907T073000", "DURATION:PT45M"))).toEqual([
      "2026-09-07T00:30",
    ]);
    expect(starts(...event('DTSTART;TZID="SE Asia Standard Time":20260907T073000', "DURATION:PT45M"))).toEqual([
      "2026-09-07T00:30",
    ]);
    expect(starts(...event("DTSTART:20260907T073000", "DURATION:PT45M"))).toEqual(["2026-09-07T00:30"]);
    expect(read(...event("DTSTART;VALUE=DATE:20260907")).events).toMatchObject([
      { date: "2026-09-07", allDay: true, endAt: Date.UTC(2026, 8, 7, 17) },
    ]);
    expect(
      starts(...event("DTSTART;TZID=Europe/Paris:20261024T083000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2")),
    ).toEqual(["2026-10-24T06:30", "2026-10-25T07:30"]);
  });

  test("has rules, dates added and left out, and single changes understood", ({ expect }) => {
    expect(
      starts(
        ...event(
          "DTSTART;TZID=Asia/Ho_Chi_Minh:20260907T073000",
          "DURATION:PT45M",
          "RRULE:FREQ=WEEKLY;UNTIL=20261005",
          "EXDATE;TZID=Asia/Ho_Chi_Minh:20260914T073000",
          "RDATE;TZID=Asia/Ho_Chi_Minh:20260910T073000",
        ),
        ...event(
          "RECURRENCE-ID;TZID=Asia/Ho_Chi_Minh:20260921T073000",
          "DTSTART;TZID=Asia/Ho_Chi_Minh:20260922T093000",
          "DURATION:PT45M",
        ),
      ),
    ).toEqual(["2026-09-07T00:30", "2026-09-10T00:30", "2026-09-22T02:30", "2026-09-28T00:30", "2026-10-05T00:30"]);
    expect(starts(...event("DTSTART:20260907T003000Z", "DURATION:PT45M", "STATUS:CANCELLED"))).toEqual([]);
  });

  test("has folded lines and escaped texts put together", ({ expect }) => {
    const [one] = read(
      ...event("DTSTART:20260907T003000Z", "DURATION:PT45M", "SUMMARY:Toán\\, tiết 1\\;", "  10A1\\nHà", "LOCATION:P1"),
    ).events;
    expect(one).toMatchObject({ summary: "Toán, tiết 1; 10A1\nHà", location: "P1" });
  });

  test("has what cannot be understood told with its line, and the rest taken", ({ expect }) => {
    const { events, faults } = read(
      ...event("DTSTART:nonsense"),
      ...event("DTSTART:20260931T000000"),
      ...event("DTSTART;TZID=Mars/Phobos:20260907T073000", "DURATION:PT1H"),
      ...event("DTSTART:20260907T003000Z", "DTEND:20260907T003000Z"),
      ...event("DTSTART:20260907T003000Z", "DURATION:PT1H", "RRULE:FREQ=YEARLY"),
      ...event("DTSTART:20260907T003000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;X"),
      ...event("DTSTART:20260907T003000Z", "DURATION:PT1H"),
    );
    expect(events).toHaveLength(1);
    expect(faults.map(({ line, code }) => [line, code])).toEqual([
      [3, "not-a-date"],
      [8, "not-a-date"],
      [13, "not-a-date"],
      [19, "not-a-date"],
      [25, "unsupported-rule"],
      [32, "malformed-rule"],
    ]);
  });

  test("that is broken, too long or too deep is refused; nothing else ever happens", ({ expect }) => {
    const refusal = (bytes: Uint8Array) => {
      try {
        readCalendar(bytes, range);
      } catch (err) {
        if (err instanceof FileRefused) return err.code;
        throw err;
      }
      return undefined;
    };
    expect(refusal(bytesOf("hello"))).toBe("calendar-broken");
    expect(refusal(lines("BEGIN:VEVENT"))).toBe("calendar-broken");
    expect(refusal(lines(...Array.from({ length: 9 }, () => "BEGIN:X")))).toBe("calendar-broken");
    expect(refusal(bytesOf("A:b\r\n".repeat(50_000)))).toBe("too-large");
    expect(
      refusal(lines(...Array.from({ length: 2001 }, () => event("DTSTART:20260907T003000Z", "DURATION:PT1H")).flat())),
    ).toBe("too-large");
    const whole = new TextDecoder().decode(
      lines(...event("DTSTART;TZID=Asia/Ho_Chi_Minh:20260907T073000", "DURATION:PT45M", "RRULE:FREQ=WEEKLY;COUNT=3")),
    );
    fc.assert(
      fc.property(fc.nat(whole.length), fc.string({ maxLength: 12 }), fc.nat(20), (at, put, cut) => {
        refusal(bytesOf(whole.slice(0, at) + put + whole.slice(at + cut)));
      }),
    );
  });
});

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 120 }),
  fc.constantFrom(
    "Phòng học bộ môn Vật lí và Công nghệ số 3, tầng 2; dãy nhà Đ – 🏫🏫🏫",
    "a\\b",
    "x\r\ny",
    "BEGIN:VEVENT",
  ),
);
const arbitraryEvent: fc.Arbitrary<CalendarEvent> = fc
  .record({
    uid: fc.uuid().map((id) => `${id}@classrooms.test`),
    sequence: fc.nat(50),
    created: fc.integer({ min: 1_780_000_000, max: 1_830_000_000 }).map((s) => s * 1000),
    changed: fc.integer({ min: 1_780_000_000, max: 1_830_000_000 }).map((s) => s * 1000),
    start: fc.integer({ min: 1_780_000_000, max: 1_830_000_000 }).map((s) => s * 1000),
    end: fc.constant(0),
    summary: text,
    location: fc.option(text, { nil: undefined }),
    description: fc.option(text, { nil: undefined }),
    status: fc.constantFrom("CONFIRMED" as const, "TENTATIVE" as const, "CANCELLED" as const),
  })
  .map((one) => ({ ...one, end: one.start + 45 * 60_000 }));
/** What a text becomes where control characters cannot be said. */
const sayable = (value: string | undefined) =>
  (value || undefined)
    ?.replaceAll(/\r\n?/g, "\n")
    .replaceAll(/(?!\n)\p{Cc}/gu, (char) => (char.charCodeAt(0) < 128 ? " " : char))
    .toWellFormed();

describe("a feed", () => {
  test("is parsed back by ical.js to the same bookings, whatever they are called", ({ expect }) => {
    fc.assert(
      fc.property(
        fc.uniqueArray(arbitraryEvent, { selector: ({ uid }) => uid, maxLength: 5 }),
        text,
        (events, name) => {
          const written = writeCalendar({ name, timezone, events });
          const parsed = new ICAL.Component(ICAL.parse(written)).getAllSubcomponents("vevent").map((component) => {
            const one = new ICAL.Event(component);
            return {
              uid: one.uid,
              sequence: one.sequence,
              stamps: ["dtstamp", "last-modified", "created"].map((name) =>
                component.getFirstPropertyValue(name)?.toString(),
              ),
              start: one.startDate.toJSDate().getTime(),
              end: one.endDate.toJSDate().getTime(),
              summary: one.summary || undefined,
              location: one.location || undefined,
              description: one.description || undefined,
              status: component.getFirstPropertyValue("status"),
            };
          });
          expect(parsed).toEqual(
            events.map(({ created, changed, ...one }) => ({
              ...one,
              stamps: [changed, changed, created].map((ms) => new Date(ms).toISOString().replace(".000", "")),
              summary: sayable(one.summary),
              location: sayable(one.location),
              description: sayable(one.description),
            })),
          );
        },
      ),
    );
  });

  test("has no line over 75 octets and no character cut in two", ({ expect }) => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 400 }).map((value) => value.toWellFormed().replaceAll(/[\r\n]/g, "")),
        (value) => {
          const folded = foldLine(`SUMMARY:${value}`);
          for (const line of folded.split("\r\n")) {
            expect(bytesOf(line).length).toBeLessThanOrEqual(75);
            expect(line).not.toContain("\ufffd".repeat(value.includes("\ufffd") ? 500 : 1));
          }
          expect(folded.replaceAll("\r\n ", "")).toBe(`SUMMARY:${value}`);
        },
      ),
    );
  });

  test("is what this service reads again", ({ expect }) => {
    const events: CalendarEvent[] = [
      {
        uid: "a@x",
        sequence: 0,
        created: 0,
        changed: 0,
        start: Date.UTC(2026, 8, 7, 0, 30),
        end: Date.UTC(2026, 8, 7, 1, 15),
        summary: "10A1 · Toán · Hà",
        status: "CONFIRMED",
      },
    ];
    expect(readCalendar(bytesOf(writeCalendar({ name: "Phòng Tin 1", timezone, events })), range).events).toMatchObject(
      [
        {
          uid: "a@x",
          date: "2026-09-07",
          startAt: events[0]!.start,
          endAt: events[0]!.end,
          summary: "10A1 · Toán · Hà",
        },
      ],
    );
  });
});
