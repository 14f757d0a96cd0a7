import { BoardView, FacilityId, FacilityList, FacilityView } from "@ven/contracts/queue";
import { type Asked, decodeCursor, describe, page, problem, staleWhileError, validate } from "@ven/kit";
import * as z from "zod/mini";

import type { Env } from "../env";
import { facilityRepository } from "../facility-repository";
import { liveQueue } from "../facility-stub";
import { valueOf } from "../live-queue";
import { router } from "./router";

const InPath = z.object({ facility: FacilityId });
const ListQuery = z.object({
  cursor: z.optional(z.string().check(z.maxLength(200))),
  limit: z.optional(z.string().check(z.regex(/^([1-9]\d?|100)$/))),
});
const BoardQuery = z.object({
  since: z.optional(z.string().check(z.regex(/^\d{1,15}$/))),
  area: z.optional(z.string().check(z.regex(/^[a-z]{2,24}\d{1,3}$/))),
});

/** The hospitals, from this isolate's memory for a minute; old and labelled so while the database is away. */
export const listFacilities = (c: Asked<Env>) =>
  staleWhileError({ key: "facilities:all", now: c.var.now, ttlMs: 60_000 }, () => facilityRepository(c.env.DB).list());

export const facilities = router()
  .get(
    "/api/facilities",
    describe({ summary: "Hospitals that take part, page by page", returns: { 200: FacilityList } }),
    validate("query", ListQuery),
    async (c) => {
      const { cursor, limit } = c.req.valid("query");
      const after = cursor === undefined ? "" : String(decodeCursor(cursor)[0]);
      const { value: all, stale, age } = await listFacilities(c);
      const most = Number(limit ?? 50);
      const rows = all.filter(({ id }) => id > after).slice(0, most + 1);
      if (stale) c.header("warning", `110 - "Response is Stale"`);
      c.header("age", String(Math.floor(age / 1000)));
      return c.json(page(rows, most, ({ id }) => [id]));
    },
  )
  .get(
    "/api/facilities/:facility",
    describe({ summary: "Services, counters, who is open and how many wait", returns: { 200: FacilityView } }),
    validate("param", InPath),
    async (c) => {
      const found = valueOf(await liveQueue(c.env, c.req.valid("param").facility).facility());
      return c.json(found, 200, { "cache-control": "no-cache" });
    },
  )
  .get(
    "/api/facilities/:facility/board",
    describe({
      summary: "A hall's board; 304 while nothing has changed since the ETag or `since`",
      returns: { 200: BoardView, 304: "Nothing new" },
      headers: { "If-None-Match": { description: "ETag of the board that the client has" } },
    }),
    validate("param", InPath),
    validate("query", BoardQuery),
    async (c) => {
      const { since, area } = c.req.valid("query");
      const board = valueOf(await liveQueue(c.env, c.req.valid("param").facility).board(area ?? null));
      const etag = `"${board.seq}"`;
      const headers = { etag, "cache-control": "no-cache" };
      if (c.req.header("if-none-match") === etag || since === String(board.seq)) return c.body(null, 304, headers);
      return c.json(board, 200, headers);
    },
  )
  .get(
    "/api/facilities/:facility/live",
    describe({
      summary: "WebSocket: `hello`, then one frame for each event; `since` resumes, `ticket` asks for its own place",
      returns: { 101: "Switching to WebSocket" },
    }),
    validate("param", InPath),
    validate("query", z.object({ ...BoardQuery.shape, ticket: z.optional(z.string().check(z.maxLength(64))) })),
    async (c) => {
      if (c.req.header("upgrade")?.toLowerCase() !== "websocket")
        return problem("validation-failed", "This address takes WebSocket connections");
      const answer = await c.env.FACILITY.getByName(c.req.valid("param").facility).fetch(c.req.raw);
      return answer.webSocket ? answer : problem("not-found");
    },
  );
