import { SchoolId } from "@ven/contracts/classroom-ids";
import { FeedFile, FeedId, FeedList, FeedMade, NewFeed } from "@ven/contracts/classrooms-exchange";
import { requirePermission } from "@ven/identity";
import { describe, problem, randomToken, sha256, validate } from "@ven/kit";
import { exchangeWords } from "@ven/web-classrooms/exchange/words";
import * as z from "zod/mini";

import { feedCalendar, windowOf } from "../../exchange/feed-calendar";
import { feedRepository } from "../../exchange/feed-repository";
import { type AskedByStaff, mayIn, publicRouter, schoolFor, staffRouter } from "../exchange/router";

/** Calendars that anybody with the address may read, until it is revoked. */
export const feeds = publicRouter().get(
  "/feeds/:file",
  describe({
    summary: "A calendar (RFC 5545) by its secret address; 304 while nothing changes",
    returns: { 200: "text/calendar", 304: "Nothing new" },
    headers: { "If-None-Match": { description: "ETag of the calendar that the client has" } },
  }),
  validate("param", z.object({ file: FeedFile })),
  async (c) => {
    const repository = feedRepository(c.env.DB);
    const feed = await repository.open(await sha256(c.req.valid("param").file.slice(0, -4)));
    // Somebody who left the school keeps no window into it.
    if (!feed || feed.name === null) return problem("not-found");
    const { from, to, most } = windowOf(feed.kind, c.var.now);
    const bookings = await repository.bookings(feed, from, to, most);
    const host = new URL(c.env.SELF_ORIGIN).hostname;
    const body = feedCalendar(feed, bookings, { busy: exchangeWords("vi").busy }, host);
    const headers = {
      etag: `"${(await sha256(body)).slice(0, 22)}"`,
      "cache-control": "private, no-cache",
      "x-robots-tag": "noindex",
    };
    if (c.req.header("if-none-match") === headers.etag) return c.body(null, 304, headers);
    return c.body(body, 200, { ...headers, "content-type": "text/calendar; charset=utf-8" });
  },
);

/** Makes an address. One's own calendar is one's own to share; those of others are the manager's. */
export async function makeFeed(c: AskedByStaff, school: string, asked: NewFeed) {
  await schoolFor(c, school, "classrooms.see");
  const repository = feedRepository(c.env.DB);
  const target = (await repository.target(school, asked.kind, asked.object)) ?? problem("not-found");
  const own = asked.kind === "person" && target.subject === c.var.principal.subject;
  const personal = asked.kind === "person" || asked.kind === "school";
  if (personal && !own && !(await mayIn(c, school, "classrooms.manage"))) return problem("not-found");
  const token = randomToken();
  const feed = { ...asked, id: await sha256(token), createdAt: c.var.now };
  await repository.run([repository.make({ ...feed, school, by: c.var.principal.subject })]);
  return { ...feed, url: `${c.env.SELF_ORIGIN}/feeds/${token}.ics` };
}

export const feedAddresses = staffRouter()
  .post(
    "/api/records/schools/:school/feeds",
    describe({
      summary: "Make a calendar address for a person, room, class or school; it is shown once",
      returns: { 201: FeedMade },
      security: "bearer",
    }),
    requirePermission("classrooms.see"),
    validate("param", z.object({ school: SchoolId })),
    validate("json", NewFeed),
    async (c) => c.json(await makeFeed(c, c.req.valid("param").school, c.req.valid("json")), 201),
  )
  .get(
    "/api/records/feeds",
    describe({ summary: "The calendar addresses that you made", returns: { 200: FeedList }, security: "bearer" }),
    requirePermission("classrooms.see"),
    async (c) => c.json({ items: await feedRepository(c.env.DB).mine(c.var.principal.subject) }),
  )
  .delete(
    "/api/records/feeds/:feed",
    describe({
      summary: "Revoke an address: from now on it opens nothing",
      returns: { 204: "Revoked" },
      security: "bearer",
    }),
    requirePermission("classrooms.see"),
    validate("param", z.object({ feed: FeedId })),
    async (c) => {
      const repository = feedRepository(c.env.DB);
      const { feed } = c.req.valid("param");
      const [revoked] = await repository.run([repository.revoke(feed, c.var.principal.subject, c.var.now)]);
      return revoked?.meta.changes ? c.body(null, 204) : problem("not-found");
    },
  );
