import { requirePermission } from "@ven/identity";
import { html, validate } from "@ven/kit";
import { posterPage } from "@ven/web-classrooms/door";

import { schoolContext } from "./context";
import { behindDoor, DoorCode } from "./doors";
import { cityOf, staffRouter } from "./router";

export const posterPages = staffRouter().get(
  "/d/:door/poster",
  requirePermission("classrooms.manage"),
  validate("param", DoorCode),
  async (c) => {
    const { door: code } = c.req.valid("param");
    const { door } = await behindDoor(c, code);
    await schoolContext(c, door.school, "classrooms.manage");
    const frame = { lang: c.var.lang, city: cityOf(c.env), selfOrigin: c.env.SELF_ORIGIN, here: `/d/${code}/poster` };
    return html(
      c,
      posterPage(frame, {
        room: door.name,
        school: door.schoolName,
        url: new URL(`/d/${code}`, c.env.SELF_ORIGIN).href,
        code,
      }),
    );
  },
);
