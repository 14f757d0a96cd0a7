import { SchoolId } from "@ven/contracts/classrooms";
import { requirePermission } from "@ven/identity";
import { html, validate } from "@ven/kit";
import { byVietnamese } from "@ven/kit/text";
import { posterPage } from "@ven/web-classrooms/door";
import * as z from "zod/mini";

import { schoolContext } from "./context";
import { behindDoor, DoorCode } from "./doors";
import { type AskedByStaff, cityOf, staffRouter } from "./router";

const sheetOf = (c: AskedByStaff, room: string, school: string, code: string) => ({
  room,
  school,
  url: new URL(`/d/${code}`, c.env.SELF_ORIGIN).href,
  code,
});
const frameOf = (c: AskedByStaff, here: string) => ({
  lang: c.var.lang,
  city: cityOf(c.env),
  selfOrigin: c.env.SELF_ORIGIN,
  here,
});

export const posterPages = staffRouter()
  .get("/d/:door/poster", requirePermission("classrooms.manage"), validate("param", DoorCode), async (c) => {
    const { door: code } = c.req.valid("param");
    const { door } = await behindDoor(c, code);
    await schoolContext(c, door.school, "classrooms.manage");
    return html(c, posterPage(frameOf(c, `/d/${code}/poster`), [sheetOf(c, door.name, door.schoolName, code)]));
  })
  .get(
    "/s/:school/manage/posters",
    requirePermission("classrooms.manage"),
    validate("param", z.object({ school: SchoolId })),
    async (c) => {
      const { school, rooms } = (await schoolContext(c, c.req.valid("param").school, "classrooms.manage")).frame;
      const sheets = rooms
        .filter(({ kind }) => kind !== "equipment")
        .toSorted((a, b) => byVietnamese(a.code, b.code))
        .map(({ name, door }) => sheetOf(c, name, school.name, door));
      return html(c, posterPage(frameOf(c, `/s/${school.id}/manage/posters`), sheets));
    },
  );
