import { openDb } from "@ven/db";
import { area, counter, facility, service } from "@ven/db/queue";
import type { Role } from "@ven/identity";
import { bearer } from "@ven/identity/testing";
import { clock } from "@ven/kit";
import { env, exports } from "cloudflare:workers";

export const origin = "https://queue.test";
const minute = 60_000;
const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: "00:00", to: "24:00" }));

let opened = 0;

type ServiceRow = typeof service.$inferInsert;

/**
 * A hospital of its own for one test: services `noi` (A) and `nhi` (B), counters `p1` and `p2` for noi, `p3` for both.
 * Facilities share nothing, so tests need no cleaning up.
 */
export async function openHospital(
  changes: {
    noi?: Partial<ServiceRow>;
    facility?: Partial<typeof facility.$inferInsert>;
  } = {},
) {
  const code = `test${String.fromCharCode(97 + (opened % 26), 97 + (Math.floor(opened++ / 26) % 26))}`;
  const db = openDb(env.DB);
  const row = (slug: string, prefix: string, more: Partial<ServiceRow> = {}): ServiceRow => ({
    id: `${code}.${slug}`,
    facility: code,
    area: `${code}1`,
    name: `Khám ${slug}`,
    nameEn: slug,
    prefix,
    firstNumber: 1,
    meanServiceMs: 8 * minute,
    windows: always,
    policy: { kind: "head-start", priorityMs: 20 * minute, emergencyMs: 1440 * minute },
    priorityFromPhone: "claimed",
    anonymousDaily: 5000,
    anonymousPerMinute: null,
    place: 0,
    ...more,
  });
  const desk = (slug: string, services: string[]) => ({
    id: `${code}.${slug}`,
    facility: code,
    name: `Phòng ${slug}`,
    nameEn: `Room ${slug}`,
    services: services.map((one) => `${code}.${one}`),
    place: 0,
  });
  await db.batch([
    db.run(
      `INSERT INTO id_organisation (id, kind, name, name_en, sample, valid_from) VALUES ('${code}', 'hospital', '${code}', '${code}', 1, 0)`,
    ),
    db.insert(facility).values({
      id: code,
      organisation: code,
      name: "Bệnh viện thử",
      nameEn: "Test hospital",
      timezone: "Asia/Ho_Chi_Minh",
      joinMode: "poster",
      posterArrival: "waiting",
      sample: true,
      version: 1,
      ...changes.facility,
    }),
    db.insert(area).values({ id: `${code}1`, facility: code, name: "Khu khám", nameEn: "Clinic", place: "Tầng 1" }),
    db.insert(service).values(row("noi", "A", changes.noi)),
    db.insert(service).values(row("nhi", "B")),
    db.insert(counter).values([desk("p1", ["noi"]), desk("p2", ["noi"]), desk("p3", ["noi", "nhi"])]),
  ]);
  return {
    code,
    service: `${code}.noi`,
    other: `${code}.nhi`,
    counter: `${code}.p1`,
    second: `${code}.p2`,
    both: `${code}.p3`,
    object: () => env.FACILITY.getByName(code),
  };
}

export function send(path: string, init: RequestInit & { json?: unknown } = {}) {
  const { json, ...rest } = init;
  const headers = new Headers(rest.headers);
  if (json !== undefined) headers.set("content-type", "application/json");
  return exports.default.fetch(origin + path, {
    redirect: "manual",
    ...rest,
    headers,
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
}

let keys = 0;
export const newKey = () => `test-key-${++keys}`;

/** Takes a number; gives the answer and its body. */
export async function take(service: string, { key = newKey(), body = {}, headers = {} } = {}) {
  const answer = await send(`/api/services/${service}/tickets`, {
    method: "POST",
    headers: { "idempotency-key": key, ...headers },
    json: body,
  });
  return { status: answer.status, answer, body: await answer.json<Record<string, any>>() };
}

async function signingKey() {
  const { kid, ...jwk } = JSON.parse(env.TEST_KEY) as JsonWebKey & { kid: string };
  return { kid, key: await crypto.subtle.importKey("jwk", jwk, "Ed25519", false, ["sign"]) };
}

/** Headers of a member of staff. */
export async function staff(organisation: string, role: Role = "counter", aal: 1 | 2 = 2) {
  const person = { issuer: "https://id.test", service: "queue", now: clock.now(), roles: { [organisation]: [role] } };
  return bearer({ ...person, aal, subject: `${role}.${organisation}` }, await signingKey());
}

/** One act at a counter, as JSON. `call-next` gets a key of its own unless one is given. */
export async function act(headers: HeadersInit, counter: string, what: string, json: object = {}, key = newKey()) {
  const all = new Headers(headers);
  if (what === "call-next") all.set("idempotency-key", key);
  const answer = await send(`/api/counters/${counter}/${what}`, { method: "POST", headers: all, json });
  const text = await answer.text();
  return { status: answer.status, body: (text ? JSON.parse(text) : null) as Record<string, any> };
}
