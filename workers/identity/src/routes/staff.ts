import { lazily } from "@ven/contracts/lazily";
import { type Permission, staffName } from "@ven/identity";
import { addDays, type Asked, localDate, localMidnight, Problem } from "@ven/kit";
import type { StaffFrame } from "@ven/web-identity/organisations/index";
import type { MiddlewareHandler } from "hono";
import * as z from "zod/mini";

import type { Env } from "../env";
import { mustConfirm, requireIn } from "../organisations/authority";
import { type AppEnv, cityOf, frameOf } from "./router";

export type StaffCtx = Asked<Env, AppEnv["Variables"]>;

/** Codes and ids as they stand in addresses. */
export const OrganisationId = lazily(() => z.string().check(z.regex(/^[a-z][a-z0-9-]{1,39}$/)));
export const ById = lazily(() => z.object({ organisation: OrganisationId }));
export const SomeId = lazily(() => z.string().check(z.regex(/^[\w.-]{1,64}$/)));
/** A date field: `2026-12-31`, or empty. */
export const DateField = lazily(() => z.optional(z.string().check(z.regex(/^(\d{4}-\d{2}-\d{2})?$/))));

/** Pages for staff: nobody else's, and never kept. Who is not signed in is asked to sign in, or told 401. */
export const staffOnly: MiddlewareHandler<AppEnv> = async (c, next) => {
  c.header("cache-control", "no-store");
  const { principal } = c.var;
  if (!principal.signedIn) {
    const isPageView = c.req.method === "GET" && c.req.header("accept")?.includes("text/html") === true;
    if (!isPageView) throw new Problem("not-signed-in");
    const { pathname, search } = new URL(c.req.url);
    return c.redirect(`/sign-in?continue=${encodeURIComponent(pathname + search)}`, 303);
  }
  if (principal.kind !== "staff") throw new Problem("not-found");
  return next();
};

export const authorityOf = (c: StaffCtx, permission: Permission, organisation: string) =>
  requireIn(c.var.desk, c.var.principal, permission, organisation);

export async function staffFrameOf(c: StaffCtx, here: string): Promise<StaffFrame> {
  const { desk, principal, now } = c.var;
  const person = await staffName(desk.db.$client, principal.subject, now);
  return { ...frameOf(c, here), here, person, mustConfirm: mustConfirm(principal, now) };
}

/** `24/11/2026` in Vietnamese, `24 Nov 2026` in English; with the time where it matters. */
export function wordsOfDate(c: StaffCtx) {
  const { timezone } = cityOf(c.env);
  const vi = c.var.lang === "vi";
  const day = { day: "2-digit", month: vi ? "2-digit" : "short", year: "numeric", timeZone: timezone } as const;
  const date = new Intl.DateTimeFormat(vi ? "vi" : "en-GB", day);
  const moment = new Intl.DateTimeFormat(vi ? "vi" : "en-GB", {
    ...day,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return {
    date: (ms: number) => date.format(ms),
    moment: (ms: number) => moment.format(ms),
    /** The last day of something that ends at `ms`. */
    lastDay: (ms: number | null) => (ms === null ? null : date.format(ms - 1)),
    lastDate: (ms: number | null) => (ms === null ? "" : localDate(ms - 1, timezone)),
    /** When a day that was typed begins, or is over; today begins now. */
    begin: (typed: string | undefined, now: number) =>
      !typed || typed === localDate(now, timezone) ? now : localMidnight(typed, timezone),
    end: (typed: string | undefined) => (typed ? localMidnight(addDays(typed, 1), timezone) : null),
  };
}
