import { DateText, SchoolId } from "@ven/contracts/classrooms";
import { requirePermission } from "@ven/identity";
import { fill, validate } from "@ven/kit";
import { addDays, localDate } from "@ven/kit/local-time";
import { bellsPage, type BellsShown, settingsWords } from "@ven/web-classrooms/settings";
import * as z from "zod/mini";

import { bellRepository } from "../../bell-repository";
import type { BookingRow } from "../../booking-repository";
import { changeBells, type NewBells, previewBells } from "../../change-bells";
import { bellOf, type Period } from "../../rules/calendar";
import { matter, type OfficeContext } from "../office/act";
import { staffFrame } from "../page-parts";
import { staffRouter } from "../router";

const OfSchool = z.object({ school: SchoolId });
const Clock = z.string().check(z.regex(/^(([01]\d|2[0-3]):[0-5]\d)?$/));
const clockOf = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
const shown = ({ period, starts, ends }: Period) => ({ period, from: clockOf(starts), to: clockOf(ends) });

/** What the form holds before anybody has filled it: the bells of the next school day, from next week to the year's end. */
function usual({ frame, now }: OfficeContext): BellsShown["form"] {
  const today = localDate(now, frame.school.timezone);
  const day = frame.days.find(({ date, kind }) => date > today && kind !== "closed");
  const bell = day && bellOf(frame.bells, day);
  return {
    name: "",
    from: addDays(today, 7),
    to: frame.days.at(-1)?.date ?? today,
    weekdays: [1, 2, 3, 4, 5, 6],
    periods: bell?.periods.map(shown) ?? [],
  };
}

const { show, act } = matter<Pick<BellsShown, "form" | "preview">>(async (c, context, said, extra) => {
  const { frame, actor } = context;
  return bellsPage(await staffFrame(c, frame, actor, `/s/${frame.school.id}/manage/bells`), {
    bells: frame.bells
      .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
      .map(({ periods, ...bell }) => ({ ...bell, periods: periods.map(shown) })),
    preview: undefined,
    ...said,
    ...extra,
    form: extra?.form ?? usual(context),
  });
});

const line = ({ id, label, date, firstPeriod, lastPeriod }: BookingRow) => ({
  id,
  label,
  date,
  first: firstPeriod,
  last: lastPeriod,
});

export const bellPages = staffRouter()
  .get("/s/:school/manage/bells", requirePermission("classrooms.manage"), validate("param", OfSchool), (c) =>
    show(c, c.req.valid("param").school),
  )
  .post(
    "/s/:school/manage/bells",
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    validate(
      "form",
      z.object({
        name: z.string().check(z.trim(), z.minLength(1), z.maxLength(60)),
        from: DateText,
        to: DateText,
        weekday: z.optional(z.union([z.string(), z.array(z.string()).check(z.maxLength(7))])),
        begins: z.union([Clock, z.array(Clock).check(z.maxLength(15))]),
        ends: z.union([Clock, z.array(Clock).check(z.maxLength(15))]),
        act: z.enum(["preview", "change"]),
      }),
    ),
    (c) =>
      act(c, c.req.valid("param").school, async (school) => {
        const form = c.req.valid("form");
        const context = { ...school, bells: bellRepository(c.env.DB) };
        const weekdays = [form.weekday ?? []]
          .flat()
          .map(Number)
          .filter((day) => day >= 1 && day <= 7);
        const begins = [form.begins].flat();
        const ends = [form.ends].flat();
        const sessions = new Map(
          context.frame.bells.flatMap(({ periods }) => periods.map((one) => [one.period, one.session])),
        );
        // Both fields empty: the period is dropped.
        const periods = begins.flatMap((from, index): Period[] => {
          const to = ends[index] ?? "";
          if (from === "" && to === "") return [];
          const period = index + 1;
          const starts = minutesOf(from);
          const usualSession = starts < 720 ? "morning" : starts < 1080 ? "afternoon" : "evening";
          return [{ period, session: sessions.get(period) ?? usualSession, starts, ends: minutesOf(to) }];
        });
        const asked: NewBells = {
          name: form.name,
          validFrom: form.from,
          validTo: form.to,
          weekdays: weekdays.reduce((mask, day) => mask | (1 << (day - 1)), 0) || 127,
          periods,
        };
        const kept = {
          name: form.name,
          from: form.from,
          to: form.to,
          weekdays,
          periods: begins.map((from, index) => ({ period: index + 1, from, to: ends[index] ?? "" })),
        };
        if (form.act === "change") {
          const done = await changeBells(context, asked);
          return { notice: fill(settingsWords(c.var.lang).bellsDone, done) };
        }
        const { days, moved, gone, clashing, people } = await previewBells(context, asked);
        return {
          extra: {
            form: kept,
            preview: {
              days: days.length,
              moved: moved.length,
              people: people.size,
              gone: gone.slice(0, 100).map(line),
              clashing: clashing.slice(0, 100).map(line),
            },
          },
        };
      }),
  );
