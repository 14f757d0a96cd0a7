import type { Role } from "@ven/identity";
import { bearer } from "@ven/identity/testing";
import { clock } from "@ven/kit";
import { addDays, localMidnight, weekdayOf } from "@ven/kit/local-time";
import { env, exports } from "cloudflare:workers";

import { scriptFor } from "../src/hand-over";
import { doorRoutes } from "../src/routes/door";
import { officeRoutes } from "../src/routes/office";
import { settingsRoutes } from "../src/routes/settings";

export const origin = "https://classrooms.test";
export const timezone = "Asia/Ho_Chi_Minh";

let opened = 0;

interface Days {
  from: string;
  to: string;
  closed?: readonly string[];
  /** Date → weekday it runs as. */
  makeup?: Readonly<Record<string, number>>;
}

/**
 * A school of its own for one test: rooms `a` (halves), `b`, `c` (approved by a manager), four tablets `t`; people `ha`,
 * `lan`, `minh` of departments; classes `10a1`, `10a2` (two parts); ten periods from Monday to Saturday.
 */
export async function openSchool(days: Days = { from: "2026-11-01", to: "2027-05-31" }, prefix = "truong") {
  const id = `${prefix}-${(opened++).toString(36)}x`;
  const rows: object[] = [];
  for (let date = days.from; date <= days.to; date = addDays(date, 1)) {
    const makeup = days.makeup?.[date];
    if (weekdayOf(date) === 7 && makeup === undefined) continue;
    const kind = days.closed?.includes(date) ? "closed" : makeup === undefined ? "teach" : "makeup";
    rows.push({ date, kind, runsAs: makeup ?? weekdayOf(date), midnight: localMidnight(date, timezone) });
  }
  const sql = (text: string, ...values: unknown[]) => env.DB.prepare(text).bind(...values);
  const room = (slug: string, kind = "room", units = 1, approval = "none", capacity = 45) =>
    sql(
      `INSERT INTO room_resource (id, school, code, name, folded, kind, units, capacity, features, building, floor, approval, status, photo, door, sample, version)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, '["board"]', 'A', 1, ?9, 'active', NULL, ?10, 1, 1)`,
      `${id}.${slug}`,
      id,
      slug,
      `Phòng ${slug}`,
      `phong ${slug}`,
      kind,
      units,
      capacity,
      approval,
      `door${id.replaceAll("-", "")}${slug}`,
    );
  const person = (code: string, department: string) =>
    sql(
      `INSERT INTO room_person (id, school, subject, code, name, short_name, folded, department, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'active')`,
      `${id}.${code}`,
      id,
      `${code}.${id}`,
      code,
      `Cô ${code}`,
      code,
      code,
      department,
    );
  const group = (code: string, parts: number) =>
    sql(
      `INSERT INTO room_class (id, school, code, name, folded, grade, size, parts, status) VALUES (?, ?, ?, ?, ?, 10, 40, ?, 'active')`,
      `${id}.${code}`,
      id,
      code,
      code.toUpperCase(),
      code,
      parts,
    );
  await env.DB.batch([
    sql(
      `INSERT INTO id_organisation (id, kind, name, name_en, sample, valid_from) VALUES (?1, 'school', ?1, ?1, 1, 0)`,
      id,
    ),
    sql(
      `INSERT INTO room_school (id, name, folded, level, commune, timezone, max_advance_days, min_notice_minutes, check_in_before, check_in_after, check_in_required, target_per_mille, sample, version)
       VALUES (?1, ?1, ?1, 'upper', '06673', ?2, 400, 0, 10, 15, 1, 600, 1, 1)`,
      id,
      timezone,
    ),
    sql(
      `INSERT INTO room_term (school, term, name, name_en, starts_on, ends_on) VALUES (?, 1, 'Học kỳ', 'Term', ?, ?)`,
      id,
      days.from,
      days.to,
    ),
    sql(
      `INSERT INTO room_calendar_day (school, date, kind, planned, runs_as, midnight)
       SELECT ?1, value ->> 'date', value ->> 'kind', value ->> 'kind', value ->> 'runsAs', value ->> 'midnight' FROM json_each(?2)`,
      id,
      JSON.stringify(rows),
    ),
    sql(
      `INSERT INTO room_bell_schedule (id, school, name, name_en, valid_from, valid_to, weekdays) VALUES (?1 || '.bell', ?1, 'Cả năm', 'Year', ?2, ?3, 127)`,
      id,
      days.from,
      days.to,
    ),
    sql(
      `INSERT INTO room_bell_period (schedule, period, session, starts, ends)
       SELECT ?1 || '.bell', value, CASE WHEN value <= 5 THEN 'morning' ELSE 'afternoon' END,
         CASE WHEN value <= 5 THEN 420 ELSE 540 END + value * 50, CASE WHEN value <= 5 THEN 420 ELSE 540 END + value * 50 + 45
       FROM room_number WHERE value <= 10`,
      id,
    ),
    room("a", "room", 2),
    room("b"),
    room("c", "room", 1, "manager"),
    room("d", "room", 1, "none", 30),
    room("t", "equipment", 3),
    person("ha", "toan"),
    person("lan", "van"),
    person("minh", "toan"),
    group("10a1", 1),
    group("10a2", 2),
  ]);
  return { id, of: (slug: string) => `${id}.${slug}` };
}
export type TestSchool = Awaited<ReturnType<typeof openSchool>>;

async function signingKey() {
  const { kid, ...jwk } = JSON.parse(env.TEST_KEY) as JsonWebKey & { kid: string };
  return { kid, key: await crypto.subtle.importKey("jwk", jwk, "Ed25519", false, ["sign"]) };
}

/** Headers of somebody of a school: `teacher` unless said otherwise. */
export async function staff(
  school: string,
  code = "ha",
  role: Role = "teacher",
  elsewhere: Record<string, Role[]> = {},
  aal: 1 | 2 = 1,
) {
  const roles = { ...elsewhere, [school]: [role] };
  const person = { issuer: "https://id.test", service: "classrooms", now: clock.now(), roles, aal };
  return bearer({ ...person, subject: `${code}.${school}` }, await signingKey());
}

/** One request, answered by the script whose it is; all run here, over the same tables. */
export async function serve(request: Request): Promise<Response> {
  const script = scriptFor(new URL(request.url).pathname);
  if (script === "OFFICE") return officeRoutes.fetch(request, env);
  if (script === "SETTINGS") return settingsRoutes.fetch(request, env);
  return script === "DOOR" ? doorRoutes.fetch(request, env) : exports.default.fetch(request);
}

/** A page as a browser asks for it; forms are posted from the service's own origin. */
export async function page(headers: HeadersInit, path: string, form?: Record<string, string> | [string, string][]) {
  const all = new Headers(headers);
  all.set("accept", "text/html");
  const body = form ? { method: "POST", body: new URLSearchParams(form) } : {};
  const answer = await serve(new Request(origin + path, { headers: all, redirect: "manual", ...body }));
  return { status: answer.status, text: await answer.text(), location: answer.headers.get("location") };
}

let keys = 0;
export const newKey = () => `test-key-${++keys}`;

/** One request as JSON; a post gets a key of its own unless one is given. */
export async function ask(headers: HeadersInit, method: string, path: string, json?: unknown, key = newKey()) {
  const all = new Headers(headers);
  if (method !== "GET") all.set("idempotency-key", key);
  if (json !== undefined) all.set("content-type", "application/json");
  const body = json === undefined ? {} : { body: JSON.stringify(json) };
  const answer = await serve(new Request(origin + path, { method, headers: all, redirect: "manual", ...body }));
  const text = await answer.text();
  const isJson = /[/+]json/.test(answer.headers.get("content-type") ?? "");
  return {
    status: answer.status,
    text,
    headers: answer.headers,
    body: (isJson ? JSON.parse(text) : null) as Record<string, any>,
  };
}

/** Books one lesson; gives the answer. */
export const bookOne = (headers: HeadersInit, school: TestSchool, item: Record<string, unknown>, key?: string) =>
  ask(
    headers,
    "POST",
    `/api/schools/${school.id}/bookings`,
    { items: [{ resource: school.of("b"), date: "2026-11-23", first: 1, ...item }] },
    key,
  );

/** What must be true of the tables at any time; each names what is wrong. */
export async function violations(school: string) {
  const checks = [
    `SELECT 'live without slot' AS what, b.id FROM room_booking AS b WHERE b.school = ?1 AND b.live AND b.bell IS NOT NULL AND NOT EXISTS (SELECT 1 FROM room_slot WHERE booking = b.id)`,
    `SELECT 'live without claim', b.id FROM room_booking AS b WHERE b.school = ?1 AND b.live AND NOT EXISTS (SELECT 1 FROM room_claim WHERE booking = b.id AND holder LIKE 'r:%')`,
    `SELECT 'slot of nothing live', s.booking FROM room_slot AS s JOIN room_booking AS b ON b.id = s.booking WHERE b.school = ?1 AND (NOT b.live OR b.resource <> s.resource OR b.date <> s.date OR s.period NOT BETWEEN b.first_period AND b.last_period)`,
    `SELECT 'claim of nothing live', c.booking FROM room_claim AS c JOIN room_booking AS b ON b.id = c.booking WHERE b.school = ?1 AND (NOT b.live OR b.start_at <> c.start_at OR b.end_at <> c.end_at)`,
    `SELECT 'overlap', a.holder FROM room_claim AS a JOIN room_claim AS b ON a.holder = b.holder AND a.start_at < b.start_at AND a.end_at > b.start_at JOIN room_booking AS one ON one.id = a.booking WHERE one.school = ?1`,
    `SELECT 'slot on a closed day', s.booking FROM room_slot AS s JOIN room_booking AS b ON b.id = s.booking JOIN room_calendar_day AS d ON d.school = b.school AND d.date = s.date WHERE b.school = ?1 AND d.kind = 'closed'`,
    `SELECT 'person not claimed', b.id FROM room_booking AS b WHERE b.school = ?1 AND b.live AND b.person IS NOT NULL AND b.beside IS NULL AND NOT EXISTS (SELECT 1 FROM room_claim WHERE holder = 'p:' || b.person AND start_at = b.start_at AND booking = b.id)`,
  ];
  const found = await env.DB.batch<{ what: string; id: string }>(checks.map((sql) => env.DB.prepare(sql).bind(school)));
  return found.flatMap(({ results }) => results);
}
