import { instantOf, localDate, localMidnight, wallClock } from "@ven/kit";

import type { Limits } from "./gateways/gateway";

/** Ways in. `provisional`: a few minutes to fetch a code in another app; `offline`: while our database is away. */
export const ways = ["tap", "code", "voucher", "account", "provisional", "disaster", "offline"] as const;
export type Way = (typeof ways)[number];

/** What one way in gives. Null is unlimited. Times are seconds, data kB (1,000 bytes). */
export interface Plan {
  way: Way;
  session: number;
  dailySeconds: number | null;
  monthlySeconds: number | null;
  dailyKB: number | null;
  monthlyKB: number | null;
  dailySessions: number | null;
  upKbps: number | null;
  downKbps: number | null;
  devices: number;
}

/** One grant and what was counted under it. Instants are UTC ms. */
export interface Visit {
  grantedAt: number;
  endsAt: number;
  endedAt: number | null;
  bytes: number;
}

export interface Used {
  seconds: number;
  kb: number;
  sessions: number;
}

/** Opening hours, minutes after local midnight; null: always open. */
export interface Opening {
  opens: number | null;
  closes: number | null;
}

const minute = 60_000;
/** Nobody is let in for less: several makes count in minutes. */
const shortest = 60;
/** However busy a site is, everybody gets this much. */
const leastKbps = 256;

/** What was used since an instant. Time is cut at both ends; data counts for the day on which its visit began. */
export function usedSince(visits: readonly Visit[], since: number, now: number): Used {
  let ms = 0;
  let bytes = 0;
  let sessions = 0;
  for (const { grantedAt, endsAt, endedAt, bytes: carried } of visits) {
    const end = Math.min(endedAt ?? now, endsAt, now);
    ms += Math.max(0, end - Math.max(grantedAt, since));
    if (grantedAt < since) continue;
    bytes += carried;
    sessions++;
  }
  return { seconds: Math.ceil(ms / 1000), kb: Math.ceil(bytes / 1000), sessions };
}

/** The instants at which today and this month began where the site is. */
export function periodsAt(now: number, timezone: string) {
  const date = localDate(now, timezone);
  return { day: localMidnight(date, timezone), month: localMidnight(`${date.slice(0, 7)}-01`, timezone) };
}

/** When the next month begins. */
export function nextMonthAt(now: number, timezone: string) {
  const [year = 0, month = 0] = localDate(now, timezone).split("-").map(Number);
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, "0")}-01`;
  return localMidnight(next, timezone);
}

/** Until when a site is open (null: always), or when it opens next. A site may close after midnight. */
export function openingAt({ opens, closes }: Opening, now: number, timezone: string) {
  if (opens === null || closes === null || opens === closes % 1440) return { open: true, until: null } as const;
  const { date, minute: at } = wallClock(now, timezone);
  const today = (when: number) => instantOf(date, when, timezone);
  const inside = opens < closes ? at >= opens && at < closes : at >= opens || at < closes;
  if (!inside) return { open: false, opensAt: today(at < opens ? opens : opens + 1440) } as const;
  return { open: true, until: today(at < closes ? closes : closes + 1440) } as const;
}

export type NoLimits = {
  ok: false;
  reason: "daily-time" | "monthly-time" | "daily-data" | "monthly-data" | "daily-sessions" | "closed";
  /** When there is something again, UTC ms. */
  again: number;
};

interface Situation {
  plan: Plan;
  visits: readonly Visit[];
  opening: Opening;
  now: number;
  timezone: string;
  /** Phones that are in at the site, and how many are too many. */
  running: number;
  busyAt: number | null;
}

/**
 * What a person gets now: the least of the session, what is left of day and month, and the time until closing. What is
 * left of the data is given up and down so that both together are not more.
 */
export function limitsFor(situation: Situation): { ok: true; limits: Limits } | NoLimits {
  const { plan, visits, now, timezone, running, busyAt } = situation;
  const periods = periodsAt(now, timezone);
  const today = usedSince(visits, periods.day, now);
  const month = usedSince(visits, periods.month, now);
  const opening = openingAt(situation.opening, now, timezone);
  const tomorrow = localMidnight(localDate(periods.day + 30 * 3_600_000, timezone), timezone);
  const nextMonth = nextMonthAt(now, timezone);
  if (!opening.open) return { ok: false, reason: "closed", again: opening.opensAt };
  const none = (reason: NoLimits["reason"], again: number): NoLimits => ({ ok: false, reason, again });
  if (plan.dailySessions !== null && today.sessions >= plan.dailySessions) return none("daily-sessions", tomorrow);
  const left = (most: number | null, used: number) => (most === null ? Number.POSITIVE_INFINITY : most - used);
  const monthly = left(plan.monthlySeconds, month.seconds);
  const daily = left(plan.dailySeconds, today.seconds);
  const untilClosing = opening.until === null ? Number.POSITIVE_INFINITY : (opening.until - now) / 1000;
  if (monthly < shortest) return none("monthly-time", nextMonth);
  if (daily < shortest) return none("daily-time", tomorrow);
  const monthlyKB = left(plan.monthlyKB, month.kb);
  const dailyKB = left(plan.dailyKB, today.kb);
  if (monthlyKB < 1000) return none("monthly-data", nextMonth);
  if (dailyKB < 1000) return none("daily-data", tomorrow);
  // What is left until closing may be less than a minute: then it is closed as good as now.
  if (untilClosing < shortest) {
    const next = openingAt(situation.opening, now + minute, timezone);
    return none("closed", next.open ? now + minute : next.opensAt);
  }
  const kb = Math.min(monthlyKB, dailyKB);
  const upKB = Number.isFinite(kb) ? Math.floor(kb / 5) : null;
  const share = busyAt === null || running < busyAt ? 1 : busyAt / (running + 1);
  const rate = (kbps: number | null) =>
    kbps === null ? null : Math.max(Math.min(kbps, leastKbps), Math.floor(kbps * share));
  return {
    ok: true,
    limits: {
      seconds: Math.floor(Math.min(plan.session, daily, monthly, untilClosing)),
      upKbps: rate(plan.upKbps),
      downKbps: rate(plan.downKbps),
      upKB,
      downKB: upKB === null ? null : kb - upKB,
    },
  };
}
