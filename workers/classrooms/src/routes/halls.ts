import { BoardView, ResourceId } from "@ven/contracts/classrooms";
import { type Asked, describe, html, problem, sha256, validate } from "@ven/kit";
import { localDate, localMidnight } from "@ven/kit/local-time";
import { refreshOf } from "@ven/ui";
import { hallPage } from "@ven/web-classrooms/door";
import * as z from "zod/mini";

import type { Env } from "../env";
import { doorView } from "../views";
import { wallRepository } from "../wall-repository";
import { weekRepository } from "../week-repository";
import { cityOf, router } from "./router";

const Code = z.object({ board: z.string().check(z.regex(/^[\w-]{16,40}$/)) });
const dayMs = 86_400_000;
const refreshAfter = 30;

/** What is on in the rooms of a board: one look at the board, one at the rooms, one at their day. */
async function onBoard(c: Asked<Env>, code: string) {
  const walls = wallRepository(c.env.DB);
  const board = (await walls.board(code)) ?? problem("not-found");
  const { now } = c.var;
  const rooms = await walls.hallRooms(board.rooms);
  const midnight = localMidnight(localDate(now, board.timezone), board.timezone);
  const holdersOf = ({ id, units }: { id: string; units: number }) =>
    Array.from({ length: units }, (_, index) => `r:${id}:${index + 1}`);
  const held = await weekRepository(c.env.DB).held(rooms.flatMap(holdersOf), midnight, midnight + dayMs);
  const views = rooms.map((room) =>
    doorView(
      { ...room, school: board.school, schoolName: board.schoolName, timezone: board.timezone },
      held.filter(({ holder }) => holdersOf(room).includes(holder)),
      now,
    ),
  );
  return { board, views };
}

/** Boards of halls: the address is the key, as that of a door. */
export const halls = router()
  .get(
    "/api/boards/:board",
    describe({
      summary: "What is on now and next in the rooms of a hall's board; 304 while nothing changes",
      returns: { 200: BoardView, 304: "Nothing new" },
      headers: { "If-None-Match": { description: "ETag of the answer that the client has" } },
    }),
    validate("param", Code),
    async (c) => {
      const { board, views } = await onBoard(c, c.req.valid("param").board);
      const told = views.map(({ room, now, next }) => ({ room, now, next }));
      const etag = `"${(await sha256(JSON.stringify(told))).slice(0, 22)}"`;
      const headers = { etag, "cache-control": "no-cache" };
      if (c.req.header("if-none-match") === etag) return c.body(null, 304, headers);
      return c.json({ name: board.name, school: board.schoolName, at: c.var.now, rooms: told }, 200, headers);
    },
  )
  .get("/h/:board", validate("param", Code), async (c) => {
    const { board: code } = c.req.valid("param");
    const { board, views } = await onBoard(c, code);
    return html(
      c,
      hallPage(
        { lang: c.var.lang, city: cityOf(c.env), selfOrigin: c.env.SELF_ORIGIN, here: `/h/${code}` },
        {
          code,
          name: board.name,
          school: board.schoolName,
          at: c.var.now,
          rooms: views,
          refresh: refreshOf(c.req.url, refreshAfter),
        },
      ),
    );
  })
  .get(
    "/photos/:room/:etag",
    validate("param", z.object({ room: ResourceId, etag: z.string().check(z.regex(/^[\w-]{22}$/)) })),
    async (c) => {
      const { room, etag } = c.req.valid("param");
      const found = (await wallRepository(c.env.DB).photo(room, etag)) ?? problem("not-found");
      return c.body(found.bytes, 200, {
        "content-type": found.type,
        // The address changes with the picture; only its own pages know it.
        "cache-control": "private, max-age=31536000, immutable",
        "content-disposition": "inline",
        "content-security-policy": "default-src 'none'; sandbox",
        "cross-origin-resource-policy": "same-origin",
      });
    },
  );
