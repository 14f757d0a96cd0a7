import { ResourceId, SchoolId } from "@ven/contracts/classrooms";
import { requirePermission } from "@ven/identity";
import { problem, randomToken, validate } from "@ven/kit";
import { byVietnamese } from "@ven/kit/text";
import { boardsPage, settingsWords } from "@ven/web-classrooms/settings";
import * as z from "zod/mini";

import { matter, recorded } from "../office/act";
import { staffFrame } from "../page-parts";
import { staffRouter } from "../router";

const OfSchool = z.object({ school: SchoolId });
/** As many as a tablet shows without scrolling. */
const mostRooms = 14;

const { show, act } = matter(async (c, { frame, actor, walls }, said) => {
  const { id: school } = frame.school;
  return boardsPage(await staffFrame(c, frame, actor, `/s/${school}/manage/boards`), {
    rooms: frame.rooms.filter(({ kind }) => kind !== "equipment").toSorted((a, b) => byVietnamese(a.code, b.code)),
    boards: (await walls.boards(school)).map((one) => ({
      ...one,
      url: new URL(`/h/${one.code}`, c.env.SELF_ORIGIN).href,
    })),
    ...said,
  });
});

export const boardPages = staffRouter()
  .get("/s/:school/manage/boards", requirePermission("classrooms.manage"), validate("param", OfSchool), (c) =>
    show(c, c.req.valid("param").school),
  )
  .post(
    "/s/:school/manage/boards",
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    validate(
      "form",
      z.object({
        name: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
        resource: z.optional(z.union([ResourceId, z.array(ResourceId).check(z.maxLength(mostRooms))])),
      }),
    ),
    (c) =>
      act(c, c.req.valid("param").school, async (context) => {
        const { name, resource } = c.req.valid("form");
        const rooms = [resource ?? []].flat();
        const { frame, walls, actor, now } = context;
        if (rooms.length === 0) return { refusal: { rule: "choose", text: settingsWords(c.var.lang).chooseRooms } };
        if (rooms.some((id) => !frame.rooms.some((room) => room.id === id))) return problem("not-found");
        const board = { code: randomToken(16), school: frame.school.id, name, rooms };
        await recorded(context, [walls.makeBoard(board, actor.subject, now)], "make-board", board.school, {
          name,
          rooms,
        });
        return undefined;
      }),
  )
  .post(
    "/s/:school/manage/boards/drop",
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    validate("form", z.object({ code: z.string().check(z.maxLength(40)) })),
    (c) =>
      act(c, c.req.valid("param").school, async (context) => {
        const { id } = context.frame.school;
        await recorded(context, [context.walls.dropBoard(c.req.valid("form").code, id)], "drop-board", id);
      }),
  );
