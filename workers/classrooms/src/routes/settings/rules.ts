import { RecordId, ResourceId, SchoolId } from "@ven/contracts/classrooms";
import { requirePermission } from "@ven/identity";
import { fill, problem, uuidv7, validate } from "@ven/kit";
import { localDate } from "@ven/kit/local-time";
import { byVietnamese } from "@ven/kit/text";
import { settingsWords, rulesPage } from "@ven/web-classrooms/settings";
import * as z from "zod/mini";

import { forgetFrame } from "../../frame-repository";
import { quotaWindow } from "../../rules/limits";
import { standings } from "../../rules/minimum";
import { matter, type OfficeContext, recorded } from "../office/act";
import { staffFrame } from "../page-parts";
import { staffRouter } from "../router";

const OfSchool = z.object({ school: SchoolId });
const Several = <Item extends z.core.$ZodType>(item: Item) => z.optional(z.union([item, z.array(item)]));
const whole = (least: number, most: number) => z.coerce.number().check(z.int(), z.minimum(least), z.maximum(most));

/** Every minimum of a school with how its people or departments stand today. */
async function minimumsOf({ rules, frame, now }: OfficeContext) {
  const today = localDate(now, frame.school.timezone);
  const minimums = await rules.minimums(frame.school.id);
  const windows = minimums.map(({ per }) => quotaWindow(per, today, frame.terms));
  const from = windows.map(({ startsOn }) => startsOn).toSorted()[0];
  const to = windows
    .map(({ endsOn }) => endsOn)
    .toSorted()
    .at(-1);
  if (from === undefined || to === undefined) return [];
  const used = await rules.usedBy(frame.school.id, from, to);
  return minimums.map((one) => ({ ...one, standings: standings(one, frame.people, used, today, frame.terms) }));
}

const { show, act } = matter(async (c, context, said) => {
  const { frame, actor } = context;
  const departments = [...new Set(frame.people.flatMap(({ department }) => department ?? []))].toSorted(byVietnamese);
  return rulesPage(await staffFrame(c, frame, actor, `/s/${frame.school.id}/manage/rules`), {
    rooms: frame.rooms.toSorted((a, b) => byVietnamese(a.code, b.code)),
    departments,
    quotas: frame.quotas,
    minimums: await minimumsOf(context),
    ...said,
  });
});

export const rulePages = staffRouter()
  .get("/s/:school/manage/rules", requirePermission("classrooms.manage"), validate("param", OfSchool), (c) =>
    show(c, c.req.valid("param").school),
  )
  .post(
    "/s/:school/manage/rules/rights",
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    validate(
      "form",
      z.object({
        resource: Several(ResourceId),
        department: Several(z.string().check(z.minLength(1), z.maxLength(60))),
      }),
    ),
    (c) =>
      act(c, c.req.valid("param").school, async (context) => {
        const { resource, department } = c.req.valid("form");
        const resources = [resource ?? []].flat();
        const departments = [department ?? []].flat();
        if (resources.length === 0) return { refusal: { rule: "choose", text: settingsWords(c.var.lang).chooseRooms } };
        const known = new Set(context.frame.people.map((one) => one.department));
        const strange = resources.some((id) => !context.frame.rooms.some((room) => room.id === id));
        if (strange || departments.some((one) => !known.has(one))) return problem("not-found");
        const statements = context.rules.setRights(resources, departments);
        await recorded(context, statements, "set-rights", context.frame.school.id, { resources, departments });
        forgetFrame(context.frame.school.id);
        return undefined;
      }),
  )
  .post(
    "/s/:school/manage/rules/quota",
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    validate(
      "form",
      z.object({
        who: z.enum(["person", "department", "school"]),
        per: z.enum(["day", "week", "term"]),
        most: whole(0, 10_000),
        resource: z.optional(z.union([z.literal(""), ResourceId])),
      }),
    ),
    (c) =>
      act(c, c.req.valid("param").school, async (context) => {
        const { resource: asked, ...rest } = c.req.valid("form");
        const { frame, actor, now, records } = context;
        const resource = asked || null;
        if (resource !== null && !frame.rooms.some(({ id }) => id === resource)) return problem("not-found");
        if (rest.who === "school" && resource === null)
          return { refusal: { rule: "choose", text: settingsWords(c.var.lang).chooseRooms } };
        const quota = { id: uuidv7(now), ...rest, resource };
        await recorded(
          context,
          [records.addQuota({ ...quota, school: frame.school.id, by: actor.subject, at: now })],
          "add-quota",
          quota.id,
          quota,
        );
        forgetFrame(frame.school.id);
        return undefined;
      }),
  )
  .post(
    "/s/:school/manage/rules/drop-quota",
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    validate("form", z.object({ quota: z.string().check(z.maxLength(40)) })),
    (c) =>
      act(c, c.req.valid("param").school, async (context) => {
        const { quota } = c.req.valid("form");
        const { id } = context.frame.school;
        await recorded(context, [context.records.dropQuota(quota, id)], "drop-quota", quota);
        forgetFrame(id);
      }),
  )
  .post(
    "/s/:school/manage/rules/minimum",
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    validate(
      "form",
      z.object({
        act: z.enum(["set", "drop", "remind"]),
        id: z.optional(RecordId),
        who: z.optional(z.enum(["person", "department"])),
        per: z.optional(z.enum(["week", "term"])),
        least: z.optional(whole(1, 1000)),
      }),
    ),
    (c) =>
      act(c, c.req.valid("param").school, async (context) => {
        const { act: what, id = "", who = "department", per = "week", least = 1 } = c.req.valid("form");
        const { rules, records, frame, actor, now } = context;
        const school = frame.school.id;
        if (what === "set") {
          const minimum = { id: uuidv7(now), who, per, least };
          const statement = rules.setMinimum({ ...minimum, school, by: actor.subject, at: now });
          await recorded(context, [statement], "set-minimum", school, minimum);
          return undefined;
        }
        const found = (await minimumsOf(context)).find((one) => one.id === id) ?? problem("not-found");
        if (what === "drop") {
          await recorded(context, [rules.dropMinimum(id, school)], "drop-minimum", id);
          return undefined;
        }
        const notices = found.standings
          .filter(({ short }) => short > 0)
          .flatMap(({ people, name, used }) =>
            people.map((person) => ({
              id: uuidv7(now),
              school,
              person,
              kind: "under-minimum",
              facts: { who: name, used, least: found.least, per: found.per },
              at: now,
            })),
          );
        await recorded(context, [records.tell(notices)], "remind-minimum", id, { told: notices.length });
        return { notice: fill(settingsWords(c.var.lang).reminded, { n: notices.length }) };
      }),
  );
