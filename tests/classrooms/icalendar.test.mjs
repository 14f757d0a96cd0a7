import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

import { afterAll, beforeAll, describe, test } from "vitest";

import { openCity } from "../city/city.mjs";

const school = "thpt-hongai";
const at = Date.parse("2026-11-22T03:00:00Z");
const range = "from=2026-10-24&to=2027-06-19";
let city;
let host;
let manager;

const installed = existsSync("/usr/lib/python3/dist-packages/icalendar");
const required = (process.env.VEN_REQUIRE ?? "").split(",").includes("python3-icalendar");
if (!installed && !required)
  console.warn("!!! python3-icalendar is not installed: the feeds are not parsed by another program, SKIPPED");

beforeAll(async () => {
  city = await openCity({ at });
  host = city.originOf("classrooms");
  manager = city.staff(`manager.${school}`, { service: "classrooms" });
}, 120_000);
afterAll(() => city?.close());

const send = (path, json) => city.send(host + path, { method: "POST", headers: manager, json });
const look = async (path) => (await city.send(host + path, { headers: manager })).body;

/** What Debian's icalendar makes of a file: the events, and how long its longest line is in octets. */
function parsed(text) {
  const program = `import sys, json, icalendar
raw = sys.stdin.buffer.read()
calendar = icalendar.Calendar.from_ical(raw)
ms = lambda when: int(when.dt.timestamp() * 1000)
events = [{"uid": str(e["uid"]), "sequence": int(e["sequence"]), "start": ms(e["dtstart"]), "end": ms(e["dtend"]), "offset": e["dtstart"].dt.utcoffset().total_seconds(), "summary": str(e["summary"]), "stamp": ms(e["dtstamp"]), "changed": ms(e["last-modified"]), "created": ms(e["created"])} for e in calendar.walk("vevent")]
print(json.dumps({"longest": max(len(line) for line in raw.split(b"\\r\\n")), "bare": raw.replace(b"\\r\\n", b"").count(b"\\n"), "errors": len(calendar.errors), "events": events}))`;
  return JSON.parse(
    execFileSync("/usr/bin/python3", ["-c", program], { input: text, encoding: "utf8", maxBuffer: 1 << 26 }),
  );
}

async function feed(kind, object, privacy = "full") {
  const { status, body } = await send(`/api/records/schools/${school}/feeds`, { kind, object, privacy });
  if (status !== 201) throw new Error(`feed of ${object}: ${status}`);
  const { text } = await city.send(body.url);
  return { text, ...parsed(text) };
}

async function everyBooking() {
  const all = [];
  for (let next = ""; next !== null;) {
    const page = await look(`/api/records/schools/${school}/bookings?${range}${next && `&cursor=${next}`}`);
    all.push(...page.items);
    next = page.next;
  }
  return all;
}

describe.skipIf(!installed && !required)("a calendar program of another make", () => {
  test("reads in every feed what the service shows, at the times that the bells ring", async ({ expect }) => {
    const bookings = await everyBooking();
    expect(bookings.length).toBeGreaterThan(20);
    const { bells } = await look(`/api/schools/${school}`);
    const minutesOf = ({ date, startAt }) => (startAt - Date.parse(`${date}T00:00:00+07:00`)) / 60_000;
    // What is exported rings with the school's bells, so what equals it in the feeds does too.
    for (const booking of bookings.filter(({ first }) => first !== null)) {
      const starts = bells
        .flatMap(({ periods }) => periods.filter(({ period }) => period === booking.first))
        .map(({ starts: minute }) => minute);
      expect(starts).toContain(minutesOf(booking));
    }
    const room = bookings[0].resource;
    const from = at - 30 * 86_400_000;
    const to = at + 210 * 86_400_000;
    const shown = ({ startAt }) => startAt >= from && startAt <= to;
    const expected = (list) =>
      list
        .filter(shown)
        .map(({ id, startAt, endAt, version, label }) => [
          `${id}@classrooms.localhost`,
          version - 1,
          startAt,
          endAt,
          label,
        ])
        .toSorted();
    const { events, longest, bare, errors } = await feed("room", room);
    expect({ longest: longest <= 75, bare, errors }).toEqual({ longest: true, bare: 0, errors: 0 });
    expect(events.map((one) => [one.uid, one.sequence, one.start, one.end, one.summary]).toSorted()).toEqual(
      expected(bookings.filter(({ resource }) => resource === room)),
    );
    expect(events.filter(({ offset, stamp }) => offset !== 0 || !Number.isInteger(stamp))).toEqual([]);
    // Without METHOD a stamp says when the event was last changed (RFC 5545 §3.8.7.2); one as it was made, when it was made.
    expect(events.filter(({ stamp, changed }) => stamp !== changed)).toEqual([]);
    expect(events.filter(({ sequence, stamp, created }) => sequence === 0 && stamp !== created)).toEqual([]);
    // The same again: the same events with the same ids.
    expect((await feed("room", room)).events).toEqual(events);
    const whole = await feed("school", school);
    expect(whole.longest).toBeLessThanOrEqual(75);
    const near = bookings.filter(({ startAt }) => startAt >= at - 7 * 86_400_000 && startAt <= at + 28 * 86_400_000);
    const uids = new Set(whole.events.map(({ uid }) => uid));
    expect(near.filter(({ id, resource }) => resource === room && !uids.has(`${id}@classrooms.localhost`))).toEqual([]);
    const busy = await feed("room", room, "busy");
    expect(new Set(busy.events.map(({ summary }) => summary))).toEqual(new Set(["Đã có người đặt"]));
    expect(busy.events.map(({ start }) => start)).toEqual(events.map(({ start }) => start));
  });
});
