import { fill } from "@ven/kit";
import type { Lang } from "@ven/kit";
import { addDays, localDate, localTime, weekdayOf } from "@ven/kit/local-time";
import { byVietnamese } from "@ven/kit/text";
import { type Cell, dateText, type Grid, roomWords } from "@ven/web-classrooms";

import type { Frame, Room } from "../frame-repository";
import { bellOf, type Day } from "../rules/calendar";
import type { SlotRow } from "../week-repository";
import { mostPeriods } from "./page-parts";

const kinds = ["room", "space", "equipment"];

export type View = Grid["view"];

interface Asked {
  frame: Frame;
  slots: readonly SlotRow[];
  rooms: readonly Room[];
  view: View;
  date: string;
  room: string | null;
  me: string | undefined;
  now: number;
  lang: Lang;
}

/** The grid of a day (rooms × periods), of a room's week (days × periods), or of all rooms' week (periods × rooms). */
export function gridOf({ frame, slots, rooms, view, date, room, me, now, lang }: Asked): Grid {
  const t = roomWords(lang);
  const today = localDate(now, frame.school.timezone);
  const periods = Array.from({ length: mostPeriods(frame) }, (_, index) => index + 1);
  const taken = new Map<string, SlotRow>();
  // Of a half-room's two users the cell names the first; the room's own page shows both.
  for (const slot of slots) {
    const key = `${slot.resource} ${slot.date} ${slot.period}`;
    if (!taken.has(key) || slot.person === me) taken.set(key, slot);
  }
  const cellOf = (one: Room, day: Day | undefined, period: number): Cell => {
    if (!day || day.kind === "closed") return { kind: "closed", text: t.closed, href: null };
    const slot = taken.get(`${one.id} ${day.date} ${period}`);
    const href = `b/${one.code}/${day.date}/${period}`;
    if (slot) {
      if (slot.person !== null && slot.person === me)
        return {
          kind: slot.status === "pending" ? "pending" : "mine",
          text: `${t.mine}: ${slot.label}`,
          href: `/bookings/${slot.booking}`,
        };
      const text = slot.status === "pending" ? `${t.pending}: ${slot.label}` : slot.label;
      return { kind: slot.status === "pending" ? "pending" : "taken", text, href: view === "all" ? null : href };
    }
    if (one.status !== "active") return { kind: "closed", text: t.closed, href: null };
    if (day.date < today) return { kind: "past", text: "–", href: null };
    return { kind: "free", text: t.free, href };
  };
  const dayOf = (on: string) => frame.days.find((one) => one.date === on);
  const begins = (day: Day | undefined, period: number) => {
    const found = day && bellOf(frame.bells, day)?.periods.find((one) => one.period === period);
    return found && day ? localTime(day.midnight + found.starts * 60_000, frame.school.timezone) : null;
  };
  const step = view === "day" ? 1 : 7;
  const shown = frame.rooms.toSorted(
    (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || byVietnamese(a.code, b.code),
  );
  const common = {
    view,
    date,
    today,
    before: addDays(date, -step),
    after: addDays(date, step),
    rooms: shown.map(({ code, name }) => ({ code, name })),
    room,
    note: noteOf(frame.days, lang),
  };
  const ofPeriods = (day: Day | undefined) =>
    periods.map((n) => ({ head: fill(t.period, { n }), sub: begins(day, n) }));
  if (view === "day") {
    const day = dayOf(date);
    return {
      ...common,
      corner: t.room,
      columns: ofPeriods(day),
      groups: [
        {
          key: date,
          head: null,
          rows: rooms.map((one) => ({
            key: one.id,
            head: one.name,
            sub: null,
            cells: periods.map((n) => cellOf(one, day, n)),
          })),
        },
      ],
    };
  }
  if (view === "room") {
    const [only] = rooms;
    return {
      ...common,
      corner: t.date,
      columns: ofPeriods(frame.days.find(({ kind }) => kind !== "closed")),
      groups: frame.days.map((day) => ({
        key: day.date,
        head: null,
        rows: only
          ? [
              {
                key: day.date,
                head: dateText(day.date, lang),
                sub: null,
                cells: periods.map((n) => cellOf(only, day, n)),
              },
            ]
          : [],
      })),
    };
  }
  return {
    ...common,
    corner: fill(t.period, { n: "" }).trim(),
    columns: rooms.map(({ code }) => ({ head: code.toUpperCase(), sub: null })),
    groups: frame.days.map((day) => ({
      key: day.date,
      head: dateText(day.date, lang),
      rows: periods.map((n) => ({
        key: String(n),
        head: String(n),
        sub: begins(day, n),
        cells: rooms.map((one) => cellOf(one, day, n)),
      })),
    })),
  };
}

function noteOf(days: readonly Day[], lang: Lang) {
  const closed = days.filter(({ kind }) => kind === "closed");
  const words = closed.map(
    ({ date, reason, reasonEn }) =>
      `${dateText(date, lang, "short")}: ${(lang === "vi" ? reason : (reasonEn ?? reason)) ?? ""}`,
  );
  return words.length > 0 ? `${roomWords(lang).closed} ${words.join("; ")}` : null;
}

/** The days that a view shows. */
export const spanOf = (view: View, date: string) => {
  const monday = addDays(date, 1 - weekdayOf(date));
  return view === "day" ? { from: date, to: date } : { from: monday, to: addDays(monday, 6) };
};
