import type { Booking, DoorView, Waiting, WeekView } from "@ven/contracts/classrooms";

import type { BookingRow } from "./booking-repository";
import type { Frame } from "./frame-repository";
import { bellOf } from "./rules/calendar";
import type { KeptWaiting } from "./waitlist-repository";
import type { DoorRow, HeldRow, SlotRow } from "./week-repository";

/** A booking as clients see it. */
export const bookingView = ({ firstPeriod, lastPeriod, ...b }: BookingRow): Booking => ({
  id: b.id,
  school: b.school,
  resource: b.resource,
  unit: b.unit,
  date: b.date,
  first: firstPeriod,
  last: lastPeriod,
  startAt: b.startAt,
  endAt: b.endAt,
  person: b.person,
  classes: b.classes,
  subject: b.subject,
  title: b.title,
  label: b.label,
  source: b.source,
  beside: b.beside,
  series: b.series,
  status: b.status,
  reason: b.reason,
  version: b.version,
});

export const roomView = (r: Frame["rooms"][number]) => ({
  id: r.id,
  code: r.code,
  name: r.name,
  kind: r.kind,
  units: r.units,
  capacity: r.capacity,
  features: r.features,
  building: r.building,
  floor: r.floor,
  approval: r.approval,
  status: r.status,
});

export const waitingView = ({ id, resource, date, first, last, status, booking }: KeptWaiting): Waiting => ({
  id,
  resource,
  date,
  first,
  last,
  status,
  booking,
});

/** A week of some rooms, with only the bells that ring in it. */
export function weekView(
  frame: Frame,
  rooms: Frame["rooms"],
  days: Frame["days"],
  slots: readonly SlotRow[],
  me: string | undefined,
): WeekView {
  const rung = new Set(days.map((day) => bellOf(frame.bells, day)?.id));
  return {
    school: frame.school.id,
    days: days.map(({ date, kind, runsAs, reason, reasonEn }) => ({ date, kind, runsAs, reason, reasonEn })),
    bells: frame.bells.filter(({ id }) => rung.has(id)),
    rooms: rooms.map(roomView),
    slots: slots.map(({ resource, date, period, unit, booking, label, status, source, person }) => ({
      resource,
      date,
      period,
      unit,
      booking,
      label,
      status,
      source,
      mine: person !== null && person === me,
    })),
  };
}

/** What a door shows at a moment: what is on, and what comes, once each though it may take several units. */
export function doorView(door: DoorRow, held: readonly HeldRow[], now: number): DoorView {
  const once = held.filter((one, index) => held.findIndex(({ booking }) => booking === one.booking) === index);
  const shown = ({ label, startAt, endAt, status }: HeldRow) => ({ label, startAt, endAt, status });
  const on = once.find(({ startAt, endAt }) => startAt <= now && now < endAt);
  return {
    room: { id: door.id, code: door.code, name: door.name, school: door.schoolName },
    at: now,
    now: on ? shown(on) : null,
    next: once
      .filter(({ startAt }) => startAt > now)
      .slice(0, 5)
      .map(shown),
  };
}
