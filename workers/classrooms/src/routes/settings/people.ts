import { PersonId, SchoolId } from "@ven/contracts/classrooms";
import { requirePermission } from "@ven/identity";
import { fill, validate } from "@ven/kit";
import { localDate } from "@ven/kit/local-time";
import { byVietnamese } from "@ven/kit/text";
import { settingsWords, peoplePage } from "@ven/web-classrooms/settings";
import * as z from "zod/mini";

import { markLeft } from "../../take-out";
import { matter } from "../office/act";
import { staffFrame } from "../page-parts";
import { staffRouter } from "../router";

const OfSchool = z.object({ school: SchoolId });

const { show, act } = matter(async (c, { frame, actor, rules, now }, said) => {
  const people = await rules.people(frame.school.id, localDate(now, frame.school.timezone));
  return peoplePage(await staffFrame(c, frame, actor, `/s/${frame.school.id}/manage/people`), {
    people: people.toSorted((a, b) => byVietnamese(a.name, b.name)),
    ...said,
  });
});

export const peoplePages = staffRouter()
  .get("/s/:school/manage/people", requirePermission("classrooms.manage"), validate("param", OfSchool), (c) =>
    show(c, c.req.valid("param").school),
  )
  .post(
    "/s/:school/manage/people",
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    validate("form", z.object({ person: z.optional(z.union([PersonId, z.array(PersonId).check(z.maxLength(500))])) })),
    (c) =>
      act(c, c.req.valid("param").school, async (context) => {
        const people = [c.req.valid("form").person ?? []].flat();
        const t = settingsWords(c.var.lang);
        if (people.length === 0) return { refusal: { rule: "choose", text: t.chooseSomeone } };
        return { notice: fill(t.leftDone, await markLeft(context, people)) };
      }),
  );
