import { units } from "@ven/city/units";
import { DateText, RecordId, SchoolId } from "@ven/contracts/classrooms";
import { requirePermission } from "@ven/identity";
import { fill, html, problem, validate } from "@ven/kit";
import { localDate } from "@ven/kit/local-time";
import { byVietnamese } from "@ven/kit/text";
import { closuresPage, type ClosuresShown, officeWords } from "@ven/web-classrooms/office";
import * as z from "zod/mini";

import { datesInstead } from "../../alternatives";
import { bookingRepository } from "../../booking-repository";
import { closeSchools, restoreSchools } from "../../close-schools";
import { closureRepository } from "../../closure-repository";
import { schoolFrame } from "../../frame-repository";
import { closing, managed, presentForMany } from "../management";
import { refusalOf, staffFrame } from "../page-parts";
import { type AskedByStaff, cityOf, staffRouter } from "../router";

const Several = <Item extends z.core.$ZodType>(item: Item) => z.optional(z.union([item, z.array(item)]));
type More = Partial<Pick<ClosuresShown, "asked" | "left" | "refusal" | "notice">>;

/** The schools that somebody manages: one for a manager of a school, all of them for the department. */
const own = (c: AskedByStaff) =>
  closureRepository(c.env.DB).underOrganisations(c.var.principal.organisationsWith("classrooms.manage"));

async function answer(c: AskedByStaff, more: More = {}) {
  const schools = await own(c);
  const closures = closureRepository(c.env.DB);
  const acts = await closures.acts(schools.map(({ id }) => id));
  const city = cityOf(c.env);
  const names = new Map(units(c.env.CITY === "hue" ? "46" : "22").map(({ code, fullName }) => [code, fullName]));
  const communes = [...new Set(schools.map(({ commune }) => commune))].map((code) => ({
    code,
    name: names.get(code) ?? code,
  }));
  const only = schools.length === 1 ? schools[0] : undefined;
  const frame = await staffFrame(c, undefined, undefined, "/closures");
  const page = closuresPage(
    { ...frame, ...(only && { school: only, manages: true }) },
    {
      today: localDate(c.var.now, city.timezone),
      schools: schools.toSorted((a, b) => byVietnamese(a.name, b.name)),
      communes: communes.toSorted((a, b) => byVietnamese(a.name, b.name)),
      acts: await Promise.all(
        acts.map(async ({ codes, ...one }) => {
          const all = (await closures.ofAct(one.act)).map(({ school }) => school);
          // An act of the department over many schools is lifted by the department.
          const known = JSON.parse(codes) as string[];
          return { ...one, schools: all.length, mayLift: known.length === all.length };
        }),
      ),
      asked: undefined,
      left: undefined,
      ...more,
    },
  );
  return html(c, page, more.refusal ? 409 : 200);
}

/** What a closure would release: counts by school, and of one school the lessons, each with a date that is free for it. */
async function preview(
  c: AskedByStaff,
  chosen: readonly string[],
  { from, to, reason }: { from: string; to: string; reason: string },
) {
  const closures = closureRepository(c.env.DB);
  const [counts, schools] = await Promise.all([closures.affected(chosen, from, to), own(c)]);
  const [single] = chosen.length === 1 ? chosen : [];
  const frame = single === undefined ? undefined : await schoolFrame(c.env.DB, single, c.var.now);
  const victims = single === undefined ? [] : await closures.between(single, from, to, 60);
  const instead = frame
    ? await datesInstead({ bookings: bookingRepository(c.env.DB), frame }, victims, to)
    : new Map<string, string>();
  return {
    from,
    to,
    reason,
    chosen: chosen.map((id) => {
      const found = counts.find(({ school }) => school === id);
      return {
        id,
        name: schools.find((one) => one.id === id)?.name ?? id,
        lessons: found?.lessons ?? 0,
        people: found?.people ?? 0,
      };
    }),
    victims: victims.map(({ id, label, date, firstPeriod, lastPeriod }) => ({
      id,
      label,
      date,
      first: firstPeriod,
      last: lastPeriod,
      instead: instead.get(id) ?? null,
    })),
  };
}

/** Whole schools and communes, and the days; in an address too, so that whoever has to confirm comes back to the preview. */
const Form = z.object({
  from: DateText,
  to: DateText,
  reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  school: Several(SchoolId),
  commune: Several(z.string().check(z.regex(/^\d{5}$/))),
});
const Asked = z.union([z.extend(Form, { act: z.literal("preview") }), z.object({ act: z.optional(z.undefined()) })]);

/** A school named by its code must be one's own; a commune means those of its schools that are. */
async function chosenOf(c: AskedByStaff, { school, commune }: z.infer<typeof Form>) {
  const asked = [school ?? []].flat();
  const chosen = await managed(c, await closureRepository(c.env.DB).schools(asked, [commune ?? []].flat()));
  return asked.every((id) => chosen.includes(id)) ? chosen : problem("not-found");
}

/** What the form lacks, as a refusal. */
function faultOf(c: AskedByStaff, chosen: readonly string[], { from, to }: z.infer<typeof Form>) {
  if (to >= from && chosen.length > 0) return undefined;
  return { rule: "choose", text: officeWords(c.var.lang)[chosen.length === 0 ? "chooseSchools" : "wrongDates"] };
}

export const closurePages = staffRouter()
  .get("/closures", requirePermission("classrooms.manage"), validate("query", Asked), async (c) => {
    const form = c.req.valid("query");
    if (form.act === undefined) return answer(c);
    const chosen = await chosenOf(c, form);
    const refusal = faultOf(c, chosen, form);
    return answer(c, refusal ? { refusal } : { asked: await preview(c, chosen, form) });
  })
  .post("/closures", requirePermission("classrooms.manage"), validate("form", Form), async (c) => {
    const form = c.req.valid("form");
    const { from, to, reason } = form;
    const chosen = await chosenOf(c, form);
    const refusal = faultOf(c, chosen, form);
    if (refusal) return answer(c, { refusal });
    presentForMany(c, chosen);
    try {
      const { released, told } = await closeSchools(closing(c), { schools: chosen, from, to, reason });
      return await answer(c, { notice: fill(officeWords(c.var.lang).closedDone, { released, told }) });
    } catch (err) {
      return answer(c, { refusal: refusalOf(err) });
    }
  })
  .post(
    "/closures/lift",
    requirePermission("classrooms.manage"),
    validate("form", z.object({ act: RecordId })),
    async (c) => {
      const { act } = c.req.valid("form");
      const schools = (await closureRepository(c.env.DB).ofAct(act)).map(({ school }) => school);
      if (schools.length === 0 || (await managed(c, schools)).length < schools.length) return problem("not-found");
      try {
        const { restored, left } = await restoreSchools(closing(c), act);
        return await answer(c, {
          notice: fill(officeWords(c.var.lang).restored, { n: restored, left: left.length }),
          left,
        });
      } catch (err) {
        return answer(c, { refusal: refusalOf(err) });
      }
    },
  );
