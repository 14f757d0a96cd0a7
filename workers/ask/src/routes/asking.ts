import type { MovedThread } from "@ven/contracts/ask-live";
import { type Asked, clock, localDate, Problem, sha256, staleWhileError, withDeadline } from "@ven/kit";
import type { Context } from "hono";

import { announce } from "../announce";
import type { Answering } from "../answer-question";
import { askingThread, cityDesk, wholeThread } from "../asking-repository";
import { assistantOf } from "../assistant/assistant";
import type { Env } from "../env";
import { shifts } from "../expected-answer";
import { later } from "./later";
import { type AppEnv, cityOf } from "./router";

/** What routes for tourists know of a request. */
export type TouristContext = Asked<Env>;

export const frameOf = (c: TouristContext, here = "/") => ({
  lang: c.var.lang,
  city: cityOf(c.env),
  selfOrigin: c.env.SELF_ORIGIN,
  here,
});

export const answering = (c: TouristContext): Answering => ({
  db: c.env.DB,
  search: c.env.SEARCH,
  now: c.var.now,
  city: cityOf(c.env).id,
  session: c.var.lang,
  secret: c.env.ASK_KEY,
  assistant: assistantOf(c.env, { started: clock.now() }),
});

/** Tells whoever looks at the thread, after the answer. */
export function tell(c: Context<AppEnv>, moved: MovedThread | undefined) {
  if (!moved) return;
  later(c, announce(c.env.LIVE, moved));
}

const readDeadline = 1_500;

/** The thread behind a link; a link that leads nowhere is 404. */
export async function threadOf(c: TouristContext, token: string) {
  const row = await withDeadline(askingThread(c.env.DB, await sha256(token)), readDeadline);
  if (!row) throw new Problem("not-found");
  return row;
}

/** The same with what was said in it. */
export async function conversationOf(c: TouristContext, token: string) {
  const whole = await withDeadline(wholeThread(c.env.DB, await sha256(token)), readDeadline);
  if (!whole) throw new Problem("not-found");
  return whole;
}

const clockOf = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** When people answer; a page without it is still a page. */
export async function deskTimes(c: TouristContext) {
  try {
    const { value } = await staleWhileError({ key: "ask-desk", now: c.var.now, ttlMs: 60_000 }, async () => ({
      hours: await cityDesk(c.env.DB),
    }));
    if (!value.hours) return null;
    const { opens, closes, timezone } = value.hours;
    const next = shifts(c.var.now, value.hours).next().value;
    const day = !next || next.date === localDate(c.var.now, timezone) ? null : next.date;
    return { day, opens: clockOf(opens), closes: clockOf(closes) };
  } catch {
    return null;
  }
}
