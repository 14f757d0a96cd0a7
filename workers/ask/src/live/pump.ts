import { clock, log, sha256, unseal } from "@ven/kit";
import type { Job } from "@ven/kit/house";

import type { Env } from "../../live/env";
import { type DuePush, delayPush, removePush, settlePush, takeDue } from "../push-repository";
import { noticeIn } from "./notice";
import { type Subscription, sendPush, type Vapid, vapidOf } from "./web-push";

/** For so long one pump has a message for itself, ms. */
const lease = 60_000;
const mostTries = 6;
const firstDelay = 60_000;

/** What is sealed of a wish: where to send, and the link that the notification opens. */
export interface SealedPush extends Subscription {
  link: string;
}

type Pumping = Pick<Env, "DB" | "ASK_KEY" | "VAPID_KEY" | "SELF_ORIGIN" | "PUSH_HOSTS">;

/** Tells phones that a person has answered: those of one thread at once, or whatever is due. */
export async function pump(env: Pumping, thread: string | null) {
  const counts = { sent: 0, gone: 0, later: 0 };
  const now = clock.now();
  const until = now + lease;
  const due = await takeDue(env.DB, { thread, now, until });
  if (due.length === 0) return counts;
  const vapid = await vapidOf(env.VAPID_KEY);
  await Promise.all(
    due.map(async (one) => {
      const outcome = await tellOne(env, vapid, one, { now, until });
      counts[outcome]++;
    }),
  );
  log("info", "pushed", counts);
  return counts;
}

async function tellOne(
  { DB: db, ASK_KEY: key, SELF_ORIGIN: origin }: Pumping,
  vapid: Vapid,
  { id, thread, lang, sealed, tries, over }: DuePush,
  { now, until }: { now: number; until: number },
): Promise<"sent" | "gone" | "later"> {
  const opened = await unseal(key, sealed, `ask_push ${thread}`).catch(() => null);
  const { link, ...subscription }: Partial<SealedPush> = opened === null ? {} : JSON.parse(opened);
  const { endpoint, p256dh, auth } = subscription;
  // Sealed with a key that is no more: nobody can be told.
  if (endpoint === undefined || p256dh === undefined || auth === undefined) {
    await removePush(db, id).run();
    return "gone";
  }
  const topic = (await sha256(id)).slice(0, 32);
  const text = JSON.stringify({ ...noticeIn(lang), lang, tag: topic, link });
  const sent = await sendPush({ endpoint, p256dh, auth }, text, { vapid, subject: origin, topic, now });
  if (sent === "gone" || sent === "refused" || (sent === "later" && tries >= mostTries)) {
    await removePush(db, id).run();
    return "gone";
  }
  if (sent === "later") {
    await delayPush(db, id, { until, next: now + firstDelay * 2 ** (tries - 1) }).run();
    return "later";
  }
  await (over === 1 ? removePush(db, id) : settlePush(db, id, until)).run();
  return "sent";
}

/** Once a minute: what could not be told at once. */
export const pushing: Job<Pumping> = { name: "push", run: ({ env }) => pump(env, null) };
