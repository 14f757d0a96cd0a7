import { ThreadToken } from "@ven/contracts/ask";
import {
  clientAddress,
  createApp,
  describe,
  limitCalls,
  Problem,
  seal,
  sha256,
  validate,
  withDeadline,
} from "@ven/kit";
import type { Lang } from "@ven/kit";
import { Hono } from "hono";
import * as z from "zod/mini";

import type { Env } from "../../live/env";
import type { SealedPush } from "../live/pump";
import { isPushService, vapidOf } from "../live/web-push";
import { followedThread, putPush, removePush } from "../push-repository";

const ByToken = z.object({ token: ThreadToken });
const noStore = { "cache-control": "no-store" };
const perAddress = { limit: 30, windowMs: 60_000 };
const readDeadline = 1_500;

/** As `PushSubscription.toJSON()` gives it. */
const Subscribed = z.object({
  endpoint: z.string().check(z.maxLength(1_000)),
  keys: z.object({
    p256dh: z.string().check(z.regex(/^[\w-]{87}=?$/)),
    auth: z.string().check(z.regex(/^[\w-]{22}(==)?$/)),
  }),
});
const Unsubscribed = z.object({ endpoint: z.string().check(z.maxLength(1_000)) });
const PushKey = z.object({ key: z.string() });

const idOf = (thread: string, endpoint: string) => sha256(`${thread} ${endpoint}`);

async function followed(db: D1Database, token: string) {
  const row = await withDeadline(followedThread(db, await sha256(token)), readDeadline);
  if (!row) throw new Problem("not-found");
  return row;
}

const live = new Hono<{ Bindings: Env; Variables: { requestId: string; lang: Lang; now: number } }>()
  .get(
    "/api/threads/:token/live",
    describe({
      summary: "WebSocket: `hello` with the thread's version, then one frame for each thing that happens",
      returns: { 101: "Switching to WebSocket" },
    }),
    validate("param", ByToken),
    async (c) => {
      if (c.req.header("upgrade")?.toLowerCase() !== "websocket")
        throw new Problem("validation-failed", "This address takes WebSocket connections");
      const { id, version } = await followed(c.env.DB, c.req.valid("param").token);
      const request = new Request(`https://feed/?seq=${version}`, c.req.raw);
      return c.env.FEED.getByName(id).fetch(request);
    },
  )
  .get(
    "/api/threads/:token/push",
    describe({ summary: "The key that a browser subscribes with (RFC 8292)", returns: { 200: PushKey } }),
    validate("param", ByToken),
    async (c) => c.json({ key: (await vapidOf(c.env.VAPID_KEY)).publicKey }, 200, noStore),
  )
  .post(
    "/api/threads/:token/push",
    describe({ summary: "Tell this browser when a person has answered", returns: { 204: "It will be told" } }),
    validate("param", ByToken),
    validate("json", Subscribed),
    async (c) => {
      const address = clientAddress(c);
      if (address !== undefined) limitCalls(`push:${address}`, c.var.now, perAddress);
      const { token } = c.req.valid("param");
      const { endpoint, keys } = c.req.valid("json");
      const { id: thread, state } = await followed(c.env.DB, token);
      if (state === "closed") throw new Problem("wrong-state");
      if (!isPushService(endpoint, c.env.PUSH_HOSTS))
        throw new Problem("validation-failed", undefined, {
          errors: [{ pointer: "/endpoint", detail: "is no push service that we know" }],
        });
      const bare = (text: string) => text.replaceAll("=", "");
      const wish: SealedPush = { endpoint, p256dh: bare(keys.p256dh), auth: bare(keys.auth), link: `/t/${token}` };
      const sealed = await seal(c.env.ASK_KEY, JSON.stringify(wish), `ask_push ${thread}`);
      try {
        await putPush(c.env.DB, {
          id: await idOf(thread, endpoint),
          thread,
          lang: c.var.lang,
          sealed,
          now: c.var.now,
        }).run();
      } catch (err) {
        if (err instanceof Error && err.message.includes("ask_push: too many"))
          throw new Problem("too-many-requests", undefined, { retryAfter: 3_600 });
        throw err;
      }
      return c.body(null, 204, noStore);
    },
  )
  .delete(
    "/api/threads/:token/push",
    describe({ summary: "Tell this browser nothing more", returns: { 204: "It is forgotten" } }),
    validate("param", ByToken),
    validate("json", Unsubscribed),
    async (c) => {
      const { id } = await followed(c.env.DB, c.req.valid("param").token);
      await removePush(c.env.DB, await idOf(id, c.req.valid("json").endpoint)).run();
      return c.body(null, 204, noStore);
    },
  );

/** What pages that are open and phones that wait ask for. */
export const liveRoutes = createApp<Env>({ service: "ask" }).route("/", live);
