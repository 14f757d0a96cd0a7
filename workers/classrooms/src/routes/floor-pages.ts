import { SchoolId } from "@ven/contracts/classrooms";
import { requirePermission } from "@ven/identity";
import { html, validate } from "@ven/kit";
import { localDate } from "@ven/kit/local-time";
import { byVietnamese } from "@ven/kit/text";
import { floorsPage } from "@ven/web-classrooms/door";
import * as z from "zod/mini";

import { wallRepository } from "../wall-repository";
import { weekRepository } from "../week-repository";
import { schoolContext } from "./context";
import { staffFrame } from "./page-parts";
import { staffRouter } from "./router";

/** The rooms of a school floor by floor, with what is on in them now. */
export const floorPages = staffRouter().get(
  "/s/:school/floors",
  requirePermission("classrooms.see"),
  validate("param", z.object({ school: SchoolId })),
  async (c) => {
    const { school } = c.req.valid("param");
    const { frame, actor, now } = await schoolContext(c, school, "classrooms.see");
    const rooms = frame.rooms
      .filter(({ kind }) => kind !== "equipment")
      .toSorted((a, b) => byVietnamese(a.code, b.code));
    const holders = rooms.flatMap(({ id, units }) => Array.from({ length: units }, (_, i) => `r:${id}:${i + 1}`));
    const [held, photos] = await Promise.all([
      weekRepository(c.env.DB).held(holders, now - 86_400_000, now),
      wallRepository(c.env.DB).photosOf(school),
    ]);
    const etags = new Map(photos.map(({ resource, etag }) => [resource, etag]));
    return html(
      c,
      floorsPage(await staffFrame(c, frame, actor), {
        date: localDate(now, frame.school.timezone),
        rooms: rooms.map((room) => {
          const on = held.find(({ holder, endAt }) => endAt > now && holder.startsWith(`r:${room.id}:`));
          const etag = etags.get(room.id);
          return {
            ...room,
            state: room.status !== "active" ? ("out" as const) : on ? ("busy" as const) : ("free" as const),
            label: on?.label ?? null,
            photo: etag === undefined ? null : `/photos/${room.id}/${etag}`,
          };
        }),
      }),
    );
  },
);
