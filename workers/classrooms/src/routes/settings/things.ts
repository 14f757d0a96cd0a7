import { ResourceId, SchoolId } from "@ven/contracts/classrooms";
import { requirePermission } from "@ven/identity";
import { base64url, fill, problem, sha256, validate } from "@ven/kit";
import { byVietnamese } from "@ven/kit/text";
import { settingsWords, thingsPage, type ThingsShown } from "@ven/web-classrooms/settings";
import * as z from "zod/mini";

import { roomsInstead } from "../../alternatives";
import { forgetFrame } from "../../frame-repository";
import { orRefuse } from "../../refused";
import { cleanPicture, mostBytes } from "../../rules/picture";
import { putPieceBack, takePieceOut, takeRoomOut, victimsOfPiece } from "../../take-out";
import { matter, type OfficeContext, recorded } from "../office/act";
import { staffFrame } from "../page-parts";
import { staffRouter } from "../router";

const OfSchool = z.object({ school: SchoolId });
const Unit = z.optional(z.union([z.literal(""), z.coerce.number().check(z.int(), z.minimum(1), z.maximum(40))]));
const version = z.optional(z.coerce.number().check(z.int()));
const kinds = ["room", "space", "equipment"];

const { show, act } = matter<Pick<ThingsShown, "asked">>(async (c, context, said, extra) => {
  const { frame, actor, rules, walls } = context;
  const { id: school } = frame.school;
  const [out, photos] = await Promise.all([rules.unitsOut(school), walls.photosOf(school)]);
  const etags = new Map(photos.map(({ resource, etag }) => [resource, etag]));
  return thingsPage(await staffFrame(c, frame, actor, `/s/${school}/manage/things`), {
    things: frame.rooms
      .toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || byVietnamese(a.code, b.code))
      .map((room) => ({
        ...room,
        photo: etags.has(room.id) ? `/photos/${room.id}/${etags.get(room.id) ?? ""}` : null,
        out: out.filter(({ resource }) => resource === room.id),
      })),
    asked: undefined,
    ...said,
    ...extra,
  });
});

/** Whom it would concern, and what becomes of each. */
async function asked(
  context: OfficeContext,
  lang: "vi" | "en",
  { resource, unit, reason, seen }: { resource: string; unit: number | ""; reason: string; seen: number },
): Promise<ThingsShown["asked"]> {
  const t = settingsWords(lang);
  const { frame, rules, now } = context;
  const room = frame.rooms.find(({ id }) => id === resource) ?? problem("not-found");
  const line = ({ id, label, date, firstPeriod, lastPeriod }: Awaited<ReturnType<typeof rules.comingOf>>[number]) => ({
    id,
    label,
    date,
    first: firstPeriod,
    last: lastPeriod,
  });
  const common = { resource, reason, version: seen, unit: String(unit) };
  if (unit !== "") {
    const victims = await victimsOfPiece(context, { resource, unit });
    return {
      ...common,
      victims: victims.slice(0, 100).map(({ victim, instead }) => ({
        ...line(victim),
        instead: instead === null ? t.isReleased : fill(t.otherPiece, { n: instead }),
      })),
    };
  }
  const holders = Array.from({ length: room.units }, (_, index) => `r:${resource}:${index + 1}`);
  const coming = await rules.comingOf(holders, now);
  const instead = await roomsInstead(context, coming, [resource]);
  const nameOf = (id: string) => frame.rooms.find((one) => one.id === id)?.name ?? id;
  return {
    ...common,
    victims: coming.slice(0, 100).map((victim) => {
      const rooms = instead.get(victim.id) ?? [];
      return {
        ...line(victim),
        instead: rooms.length > 0 ? fill(t.instead, { rooms: rooms.map(nameOf).join(", ") }) : t.isReleased,
      };
    }),
  };
}

export const thingPages = staffRouter()
  .get("/s/:school/manage/things", requirePermission("classrooms.manage"), validate("param", OfSchool), (c) =>
    show(c, c.req.valid("param").school),
  )
  .post(
    "/s/:school/manage/things/out",
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    validate(
      "form",
      z.object({
        resource: ResourceId,
        unit: Unit,
        version,
        reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
        act: z.enum(["preview", "take"]),
      }),
    ),
    (c) =>
      act(c, c.req.valid("param").school, async (context) => {
        const { resource, unit = "", reason, act: what, version: seen = 0 } = c.req.valid("form");
        const lang = c.var.lang === "vi" ? "vi" : "en";
        if (what === "preview")
          return { extra: { asked: await asked(context, lang, { resource, unit, reason, seen }) } };
        const done =
          unit === ""
            ? { moved: 0, ...(await takeRoomOut(context, { resource, version: seen, reason })) }
            : await takePieceOut(context, { resource, unit, reason });
        return { notice: fill(settingsWords(lang).outDone, done) };
      }),
  )
  .post(
    "/s/:school/manage/things/back",
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    validate("form", z.object({ resource: ResourceId, unit: Unit, version })),
    (c) =>
      act(c, c.req.valid("param").school, async (context) => {
        const { resource, unit = "", version: seen = 0 } = c.req.valid("form");
        if (unit !== "") return putPieceBack(context, { resource, unit });
        if (!context.frame.rooms.some(({ id }) => id === resource)) return problem("not-found");
        const statements = context.records.setService(resource, seen, "active");
        await orRefuse(recorded(context, statements, "set-service", resource, { status: "active" }));
        forgetFrame(context.frame.school.id);
        return undefined;
      }),
  )
  .post("/s/:school/manage/things/photo", requirePermission("classrooms.manage"), validate("param", OfSchool), (c) =>
    act(c, c.req.valid("param").school, async (context) => {
      const wrong = { refusal: { rule: "choose", text: settingsWords(c.var.lang).photoWrong } };
      // The rest of the form is small; a longer body is not read at all.
      if (Number(c.req.header("content-length") ?? Infinity) > mostBytes + 4096) return wrong;
      const { resource, photo } = await c.req.parseBody();
      const room = context.frame.rooms.find(({ id }) => id === resource) ?? problem("not-found");
      if (!(photo instanceof File)) return wrong;
      const picture = cleanPicture(new Uint8Array(await photo.arrayBuffer()));
      if (!picture) return wrong;
      const etag = (await sha256(base64url.encode(picture.bytes))).slice(0, 22);
      const { id: school } = context.frame.school;
      const statement = context.walls.setPhoto(room.id, school, picture, etag, context.now);
      await recorded(context, [statement], "set-photo", room.id, { width: picture.width, height: picture.height });
      return undefined;
    }),
  );
