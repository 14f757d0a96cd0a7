import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { beforeAll, beforeEach, describe, test } from "vitest";

import { countedIn, type Granted, refusalOf, replyMessage, replyOf } from "../../src/radius";
import { radiusKeyStatements } from "../../src/radius-key-repository";
import { radiusRepository } from "../../src/radius-repository";
import { visitRepository } from "../../src/visit-repository";
import { forget, opennds, seed } from "../phone";

const wrap = 2 ** 32;
const now = Date.UTC(2026, 10, 22, 3);
const group = "quang-ninh";
const attributes = (values: Record<string, string | number>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value: [value] }]));

beforeAll(async () => {
  await seed();
  await opennds(1);
});
beforeEach(forget);

/** Somebody of a group of phones who was let in; `client` and `proof` are what a block may name. */
async function letIn(
  id: string,
  { client = "c", proof = null, way = "tap" }: { client?: string; proof?: string | null; way?: string } = {},
) {
  await env.DB.batch([
    env.DB.prepare(
      `INSERT OR REPLACE INTO wifi_holder (id, "group", proof, counting, created_at, seen_at) VALUES (?, ?, ?, 'no', ?, ?)`,
    ).bind(`h-${id}`, group, proof, now, now),
    env.DB.prepare(
      `INSERT INTO wifi_grant (id, "group", site, gateway, holder, client, way, arrival, granted_at, ends_at, taken_at, version)
       VALUES (?1, ?2, 'qn-001', 'lab', ?3, ?4, ?5, ?1, ?6, ?7, ?6, 1)`,
    ).bind(id, group, `h-${id}`, client, way, now, now + 3_600_000),
  ]);
}

describe("what a gateway counts", () => {
  test("is what it counted last, in whatever order and however often it says so", async ({ expect }) => {
    const repository = radiusRepository(env.DB);
    let runs = 0;
    const step = fc.record({ seconds: fc.nat(900), up: fc.maxSafeNat(), down: fc.nat(wrap * 3) });
    const session = fc.record({ steps: fc.array(step, { minLength: 1, maxLength: 6 }), stops: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.array(session, { minLength: 1, maxLength: 3 }),
        fc.infiniteStream(fc.nat()),
        async (sessions, dice) => {
          const grant = `g-${String(runs++).padStart(20, "0")}`;
          await letIn(grant);
          // Counters that only grow, as a gateway has them; capped as a gateway's 64 bits are here.
          const truth = sessions.map(({ steps, stops }, at) => {
            let last = { seconds: 0, up: 0, down: 0 };
            return steps.map((one, index) => {
              last = {
                seconds: last.seconds + one.seconds,
                up: Math.min(2 ** 50, last.up + one.up),
                down: last.down + one.down,
              };
              const kind = stops && index === steps.length - 1 ? "Stop" : "Interim-Update";
              return { ...last, kind, key: `${grant}-${at}` };
            });
          });
          const reports = truth
            .flat()
            .flatMap((one) => Array.from({ length: 1 + ((dice.next().value ?? 0) % 2) }, () => one));
          for (let at = reports.length - 1; at > 0; at--) {
            const other = (dice.next().value ?? 0) % (at + 1);
            const [one, two] = [reports[at], reports[other]];
            if (one && two) [reports[at], reports[other]] = [two, one];
          }
          for (const { seconds, up, down, kind, key } of reports) {
            const counted = countedIn(
              attributes({
                "Acct-Status-Type": kind,
                "Acct-Unique-Session-Id": key,
                "Acct-Session-Time": seconds,
                "Acct-Input-Octets": up % wrap,
                "Acct-Input-Gigawords": Math.floor(up / wrap),
                "Acct-Output-Octets": down % wrap,
                "Acct-Output-Gigawords": Math.floor(down / wrap),
                "Acct-Terminate-Cause": "Lost-Carrier",
              }),
              now,
            );
            if (counted) await repository.count(group, grant, counted);
          }
          const { results } = await env.DB.prepare(
            "SELECT key, seconds, up_bytes AS up, down_bytes AS down, stopped_at IS NOT NULL AS stopped FROM wifi_session WHERE grant_id = ? ORDER BY key",
          )
            .bind(grant)
            .all();
          const wanted = truth.map((steps) => {
            const { key = "", seconds = 0, up = 0, down = 0, kind } = steps.at(-1) ?? {};
            return { key, seconds, up, down, stopped: kind === "Stop" ? 1 : 0 };
          });
          expect(results).toEqual(wanted);
          const granted = await repository.byName(group, grant, now);
          expect(granted?.bytes).toBe(wanted.reduce((sum, { up, down }) => sum + up + down, 0));
        },
      ),
      { numRuns: 40 },
    );
  });

  test("is nobody else's: neither another group's nor another grant's session grows", async ({ expect }) => {
    const repository = radiusRepository(env.DB);
    const [mine, other] = ["g-mine".padEnd(22, "0"), "g-other".padEnd(22, "0")];
    await letIn(mine);
    await letIn(other, { client: "d" });
    const counted = (octets: number) => {
      const one = countedIn(
        attributes({ "Acct-Status-Type": "Start", "Acct-Session-Id": "same", "Acct-Input-Octets": octets }),
        now,
      );
      if (!one) throw new Error("not counted");
      return one;
    };
    await repository.count(group, mine, counted(10));
    await repository.count(group, other, counted(900));
    await repository.count("another-group", mine, counted(900));
    expect((await repository.byName(group, mine, now))?.bytes).toBe(10);
    expect((await repository.byName(group, other, now))?.bytes).toBe(0);
    expect(await repository.byName("another-group", mine, now)).toBeNull();
  });

  test("is a number whatever a gateway sends", ({ expect }) => {
    const anything = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.double(),
      fc.constantFrom("4294967295", "9999999999", "-1", "0x10"),
    );
    fc.assert(
      fc.property(anything, anything, anything, (time, low, high) => {
        const counted = countedIn(
          attributes({
            "Acct-Status-Type": "Interim-Update",
            "Acct-Session-Id": "x",
            "Acct-Session-Time": time,
            "Acct-Input-Octets": low,
            "Acct-Input-Gigawords": high,
          }),
          now,
        );
        for (const value of [counted?.seconds, counted?.upBytes, counted?.startedAt])
          expect(Number.isSafeInteger(value)).toBe(true);
        expect(counted?.upBytes).toBeGreaterThanOrEqual(0);
        expect(counted?.startedAt).toBeGreaterThan(0);
      }),
    );
  });
});

const maybe = (most: number) => fc.option(fc.integer({ min: 1, max: most }), { nil: null });
const grants = fc.record<Granted>({
  id: fc.constant("g"),
  way: fc.constantFrom("tap", "code", "voucher", "account", "disaster"),
  client: fc.constantFrom(null, "a", "b"),
  endsAt: fc.integer({ min: now - 5000, max: now + 5000 }),
  endedAt: fc.constantFrom(null, null, null, now - 1),
  upKbps: maybe(20_000),
  downKbps: maybe(20_000),
  upKB: maybe(10_000_000),
  downKB: maybe(10_000_000),
  bytes: fc.oneof(fc.constant(0), fc.maxSafeNat()),
  blocked: fc.boolean(),
});

describe("a phone that asks to go on", () => {
  test("is let in under its own grant while there is time and data, and nobody suspended it", ({ expect }) => {
    fc.assert(
      fc.property(grants, fc.constantFrom(null, "a", "b"), (granted, client) => {
        const may =
          granted.endedAt === null &&
          granted.endsAt >= now + 1000 &&
          (granted.client === null || client === null || granted.client === client) &&
          (!granted.blocked || granted.way === "disaster") &&
          ((granted.upKB === null && granted.downKB === null) ||
            granted.bytes < ((granted.upKB ?? 0) + (granted.downKB ?? 0)) * 1000);
        expect(refusalOf(granted, client, now) === undefined).toBe(may);
      }),
    );
    expect(refusalOf(null, "a", now)).toBe("unknown");
  });

  test("is never given a limit that a gateway reads as none, nor more than it has", ({ expect }) => {
    fc.assert(
      fc.property(grants, fc.double({ min: 1, max: 1e7, noNaN: true }), (granted, secondsLeft) => {
        const reply = replyOf({ ...granted, secondsLeft, usedBytes: granted.bytes, grant: granted.id });
        const value = (name: string) => {
          const one = reply[`reply:${name}`] as { value: string[]; do_xlat: boolean } | undefined;
          if (one) expect(one.do_xlat).toBe(false);
          return one === undefined ? undefined : Number(one.value[0]);
        };
        expect(value("Session-Timeout")).toBe(Math.floor(secondsLeft));
        for (const name of ["WISPr-Bandwidth-Max-Down", "WISPr-Bandwidth-Max-Up"]) expect(value(name)).not.toBe(0);
        const left = ((granted.upKB ?? 0) + (granted.downKB ?? 0)) * 1000 - granted.bytes;
        const hasLimit = granted.upKB !== null || granted.downKB !== null;
        for (const [low, high] of [
          ["Mikrotik-Total-Limit", "Mikrotik-Total-Limit-Gigawords"],
          ["ChilliSpot-Max-Total-Octets", "ChilliSpot-Max-Total-Gigawords"],
        ] as const) {
          expect(value(low) !== undefined).toBe(hasLimit);
          if (!hasLimit) continue;
          expect(value(low)).toBeGreaterThan(0);
          expect(value(low)).toBeLessThan(wrap);
          expect((value(low) ?? 0) + (value(high) ?? 0) * wrap).toBeLessThanOrEqual(Math.max(1, left));
          expect((value(low) ?? 0) + (value(high) ?? 0) * wrap).toBeGreaterThanOrEqual(Math.max(1, left - 1));
        }
      }),
    );
  });

  test("reads a message that fits into its attribute", ({ expect }) => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (text) => {
        const { do_xlat: runs, value } = replyMessage(text)["reply:Reply-Message"];
        expect(runs).toBe(false);
        expect(new TextEncoder().encode(value[0]).length).toBeLessThanOrEqual(253);
        expect(text.startsWith((value[0] ?? "").replace(/\uFFFD$/, ""))).toBe(true);
      }),
    );
  });
});

describe("somebody on the blocklist", () => {
  test("is refused by the portal and by RADIUS alike, in that group and for that time only", async ({ expect }) => {
    const repository = radiusRepository(env.DB);
    let runs = 0;
    const block = fc.record({
      where: fc.constantFrom(group, "elsewhere"),
      subject: fc.constantFrom("client", "proof", "another"),
      until: fc.integer({ min: -3, max: 3 }),
    });
    await env.DB.prepare(
      `INSERT OR IGNORE INTO wifi_group SELECT 'elsewhere', organisation, name, name_en, ssid, timezone, ways, salt_days, lease_days,
         NULL, NULL, NULL, sample, 1 FROM wifi_group WHERE id = ?`,
    )
      .bind(group)
      .run();
    await fc.assert(
      fc.asyncProperty(fc.array(block, { maxLength: 4 }), fc.boolean(), async (blocks, proved) => {
        const id = `b-${String(runs++).padStart(20, "0")}`;
        const subjects = { client: `c-${id}`, proof: `p-${id}`, another: `x-${id}` };
        await letIn(id, { client: subjects.client, proof: proved ? subjects.proof : null });
        for (const { where, subject, until } of blocks)
          await env.DB.prepare(
            `INSERT INTO wifi_block ("group", subject, reason, until_at, by) VALUES (?, ?, 'test', ?, 'test')
             ON CONFLICT DO UPDATE SET until_at = max(until_at, excluded.until_at)`,
          )
            .bind(where, subjects[subject], now + until * 1000)
            .run();
        const blocked = blocks.some(
          ({ where, subject, until }) =>
            where === group && until > 0 && (subject === "client" || (subject === "proof" && proved)),
        );
        expect((await repository.byName(group, id, now))?.blocked).toBe(blocked);
        expect((await repository.ofClient(group, subjects.client, now))?.blocked).toBe(blocked);
        const known = await visitRepository(env.DB).known({
          group,
          site: "qn-001",
          client: subjects.client,
          proof: proved ? subjects.proof : null,
          holder: null,
          arrival: "none",
          since: now,
          now,
        });
        expect(known.blocked).toBe(blocked);
      }),
      { numRuns: 40 },
    );
  });
});

test("a server is let in by the two newest keys of its group, and an older one is not", async ({ expect }) => {
  const repository = radiusRepository(env.DB);
  for (const [at, hash] of ["k1", "k2", "k3"].entries())
    await env.DB.batch(radiusKeyStatements(env.DB, { group, hash, kind: "key", now: now + at }));
  await env.DB.batch(radiusKeyStatements(env.DB, { group, hash: "c1", kind: "certificate", now }));
  const found = await Promise.all(["k1", "k2", "k3", "c1"].map((hash) => repository.groupOf(hash, now)));
  expect(found).toEqual([undefined, group, group, group]);
});
