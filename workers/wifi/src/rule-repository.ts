import { audit, commit, withDeadline } from "@ven/kit";

import type { Group, Who } from "./operator-repository";
import type { Plan, Way } from "./plan";

export interface Block {
  subject: string;
  reason: string;
  untilAt: number;
}

const deadline = 1500;

/** What may be had in a group of sites, and who may not have it. */
export const ruleRepository = (d1: D1Database) => ({
  async plans(group: string): Promise<Plan[]> {
    const { results } = await withDeadline(
      d1
        .prepare(
          `SELECT way, session_s AS session, daily_s AS dailySeconds, monthly_s AS monthlySeconds, daily_kb AS dailyKB,
             monthly_kb AS monthlyKB, daily_sessions AS dailySessions, up_kbps AS upKbps, down_kbps AS downKbps, devices
           FROM wifi_plan WHERE "group" = ?`,
        )
        .bind(group)
        .all<Plan>(),
      deadline,
    );
    return results;
  },

  async setPlan({ id, organisation }: Group, plan: Plan, who: Who) {
    await commit(d1, [
      d1
        .prepare(
          `INSERT INTO wifi_plan ("group", way, session_s, daily_s, monthly_s, daily_kb, monthly_kb, daily_sessions, up_kbps,
             down_kbps, devices) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT ("group", way) DO UPDATE SET session_s = excluded.session_s, daily_s = excluded.daily_s,
             monthly_s = excluded.monthly_s, daily_kb = excluded.daily_kb, monthly_kb = excluded.monthly_kb,
             daily_sessions = excluded.daily_sessions, up_kbps = excluded.up_kbps, down_kbps = excluded.down_kbps,
             devices = excluded.devices`,
        )
        .bind(
          id,
          plan.way,
          plan.session,
          plan.dailySeconds,
          plan.monthlySeconds,
          plan.dailyKB,
          plan.monthlyKB,
          plan.dailySessions,
          plan.upKbps,
          plan.downKbps,
          plan.devices,
        ),
      audit(d1, "wifi", { ...auditOf(who, organisation), action: "change-plan", object: id, detail: { ...plan } }),
    ]);
  },

  async setWays({ id, organisation }: Group, ways: readonly Way[], who: Who) {
    await commit(d1, [
      d1.prepare("UPDATE wifi_group SET ways = ?, version = version + 1 WHERE id = ?").bind(JSON.stringify(ways), id),
      audit(d1, "wifi", { ...auditOf(who, organisation), action: "change-ways", object: id, detail: { ways } }),
    ]);
  },

  /** Hours and the number of phones at which the line is shared, for every site of the group at once. */
  async setHours(
    { id, organisation }: Group,
    { opens, closes, busyAt }: { opens: number | null; closes: number | null; busyAt: number | null },
    who: Who,
  ) {
    await commit(d1, [
      d1
        .prepare(`UPDATE wifi_site SET opens = ?, closes = ?, busy_at = ? WHERE "group" = ?`)
        .bind(opens, closes, busyAt, id),
      audit(d1, "wifi", {
        ...auditOf(who, organisation),
        action: "change-hours",
        object: id,
        detail: { opens, closes, busyAt },
      }),
    ]);
  },

  async blocks(group: string, now: number): Promise<Block[]> {
    const { results } = await withDeadline(
      d1
        .prepare(
          `SELECT subject, reason, until_at AS untilAt FROM wifi_block WHERE "group" = ? AND until_at > ? ORDER BY until_at LIMIT 200`,
        )
        .bind(group, now)
        .all<Block>(),
      deadline,
    );
    return results;
  },

  /** The phone and what the person proved, of a session by its receipt (`QN-001-a1B2c3`); empty when there is none. */
  async subjectsOf(group: string, receipt: string): Promise<string[]> {
    const [, site = "", tail = ""] = /^(.{2,40})-([\w-]{6})$/.exec(receipt) ?? [];
    const row = await withDeadline(
      d1
        .prepare(
          `SELECT g.client, h.proof FROM wifi_grant AS g JOIN wifi_holder AS h ON h.id = g.holder WHERE g.site = ? AND g."group" = ? AND substr(g.id, -6) = ?
           ORDER BY g.granted_at DESC LIMIT 1`,
        )
        .bind(site.toLowerCase(), group, tail)
        .first<{ client: string | null; proof: string | null }>(),
      deadline,
    );
    return [row?.client, row?.proof].flatMap((one) => one ?? []);
  },

  async block(
    { id, organisation }: Group,
    subjects: readonly string[],
    { reason, untilAt }: { reason: string; untilAt: number },
    who: Who,
  ) {
    await commit(d1, [
      ...subjects.map((subject) =>
        d1
          .prepare(
            `INSERT INTO wifi_block ("group", subject, reason, until_at, by) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT ("group", subject) DO UPDATE SET reason = excluded.reason, until_at = excluded.until_at, by = excluded.by`,
          )
          .bind(id, subject, reason, untilAt, who.actor),
      ),
      audit(d1, "wifi", {
        ...auditOf(who, organisation),
        action: "block",
        object: id,
        detail: { subjects: subjects.length, untilAt },
      }),
    ]);
  },

  async unblock({ id, organisation }: Group, subject: string, who: Who) {
    await commit(d1, [
      d1.prepare(`DELETE FROM wifi_block WHERE "group" = ? AND subject = ?`).bind(id, subject),
      audit(d1, "wifi", { ...auditOf(who, organisation), action: "unblock", object: id }),
    ]);
  },
});

const auditOf = ({ actor, now, requestId }: Who, organisation: string) => ({ at: now, actor, organisation, requestId });
