import { DoorView } from "@ven/contracts/classrooms";
import { type Asked, describe, problem, sha256, validate } from "@ven/kit";
import { localDate, localMidnight } from "@ven/kit/local-time";
import * as z from "zod/mini";

import type { Env } from "../env";
import { doorView } from "../views";
import { type DoorRow, weekRepository } from "../week-repository";
import { router } from "./router";

export const DoorCode = z.object({ door: z.string().check(z.regex(/^[a-z0-9]{8,40}$/)) });
const dayMs = 86_400_000;

/** What is on now and next behind a door; its code names a room and lets nobody do anything. */
export async function behindDoor(c: Asked<Env>, code: string): Promise<{ door: DoorRow; view: DoorView }> {
  const repository = weekRepository(c.env.DB);
  const door = (await repository.door(code)) ?? problem("not-found");
  const { now } = c.var;
  const midnight = localMidnight(localDate(now, door.timezone), door.timezone);
  const units = Array.from({ length: door.units }, (_, index) => `r:${door.id}:${index + 1}`);
  const held = await repository.held(units, midnight, midnight + dayMs);
  return { door, view: doorView(door, held, now) };
}

/** The same board has the same tag; the moment it was asked for is no part of it. */
export const tagOf = async ({ room, now, next }: DoorView) =>
  `"${(await sha256(JSON.stringify({ room, now, next }))).slice(0, 22)}"`;

export const doors = router().get(
  "/api/doors/:door",
  describe({
    summary: "What is on now and next in a room; 304 while nothing changes",
    returns: { 200: DoorView, 304: "Nothing new" },
    headers: { "If-None-Match": { description: "ETag of the answer that the client has" } },
  }),
  validate("param", DoorCode),
  async (c) => {
    const { view } = await behindDoor(c, c.req.valid("param").door);
    const etag = await tagOf(view);
    const headers = { etag, "cache-control": "no-cache" };
    if (c.req.header("if-none-match") === etag) return c.body(null, 304, headers);
    return c.json(view, 200, headers);
  },
);
