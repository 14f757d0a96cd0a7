import { DateText, ResourceId, SchoolId } from "@ven/contracts/classrooms";
import { requirePermission } from "@ven/identity";
import { validate } from "@ven/kit";
import { localDate } from "@ven/kit/local-time";
import { byVietnamese } from "@ven/kit/text";
import { examPage, type ExamShown, officeWords } from "@ven/web-classrooms/office";
import * as z from "zod/mini";

import { blockForExam, victimsOf } from "../../close-schools";
import { mostPeriods, staffFrame } from "../page-parts";
import { staffRouter } from "../router";
import { matter } from "./act";

const OfSchool = z.object({ school: SchoolId });
const number = z.coerce.number().check(z.int(), z.minimum(1), z.maximum(15));

const { show, act } = matter<Pick<ExamShown, "asked">>(async (c, { frame, actor, now }, said, extra) =>
  examPage(await staffFrame(c, frame, actor, `/s/${frame.school.id}/manage/exam`), {
    today: localDate(now, frame.school.timezone),
    rooms: frame.rooms.filter(({ kind }) => kind !== "equipment").toSorted((a, b) => byVietnamese(a.code, b.code)),
    periods: mostPeriods(frame),
    asked: undefined,
    ...said,
    ...extra,
  }),
);

export const examPages = staffRouter()
  .get("/s/:school/manage/exam", requirePermission("classrooms.manage"), validate("param", OfSchool), (c) =>
    show(c, c.req.valid("param").school),
  )
  .post(
    "/s/:school/manage/exam",
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    validate(
      "form",
      z.object({
        resource: z.optional(z.union([ResourceId, z.array(ResourceId).check(z.maxLength(60))])),
        date: DateText,
        first: number,
        last: number,
        reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
        act: z.enum(["preview", "block"]),
      }),
    ),
    (c) =>
      act(c, c.req.valid("param").school, async (context) => {
        const { resource, act: what, ...form } = c.req.valid("form");
        const exam = { resources: [resource ?? []].flat(), ...form };
        if (exam.resources.length === 0)
          return { refusal: { rule: "choose", text: officeWords(c.var.lang).chooseRooms } };
        if (what === "block") {
          await blockForExam(context, exam);
          return undefined;
        }
        const nameOf = (id: string) => context.frame.rooms.find((room) => room.id === id)?.name ?? id;
        const victims = await victimsOf(context, exam);
        return {
          extra: {
            asked: {
              ...exam,
              victims: victims.map(({ victim, instead }) => ({
                id: victim.id,
                label: victim.label,
                room: nameOf(victim.resource),
                date: victim.date,
                first: victim.firstPeriod,
                last: victim.lastPeriod,
                instead: instead.map(nameOf),
              })),
            },
          },
        };
      }),
  );
