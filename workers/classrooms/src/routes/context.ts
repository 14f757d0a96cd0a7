import { organisationPath, type Permission, requirePermIn } from "@ven/identity";
import { problem } from "@ven/kit";

import { bookingRepository, type BookingRow } from "../booking-repository";
import { closureRepository } from "../closure-repository";
import { type Frame, schoolFrame } from "../frame-repository";
import type { HandlingContext } from "../handle-booking";
import { recordRepository } from "../record-repository";
import { seriesRepository } from "../series-repository";
import { waitlistRepository } from "../waitlist-repository";
import type { AskedByStaff } from "./router";

/** Everything that verbs of one school take, for somebody who holds the permission there; anybody else gets 404. */
export async function schoolContext(
  c: AskedByStaff,
  school: string,
  permission: Permission,
): Promise<HandlingContext & { closures: ReturnType<typeof closureRepository> }> {
  const { principal, now, requestId } = c.var;
  const d1 = c.env.DB;
  await requirePermIn(d1, principal, permission, school, now);
  const frame: Frame = (await schoolFrame(d1, school, now)) ?? problem("not-found");
  const manages = principal.may("classrooms.manage", await organisationPath(d1, school, now));
  return {
    bookings: bookingRepository(d1),
    waitlist: waitlistRepository(d1),
    records: recordRepository(d1),
    series: seriesRepository(d1),
    closures: closureRepository(d1),
    frame,
    actor: {
      subject: principal.subject,
      manages,
      person: frame.people.find(({ subject }) => subject === principal.subject),
    },
    now,
    requestId,
  };
}

/** A booking and the school it belongs to; a stranger's is not there. */
export async function bookingContext(c: AskedByStaff, id: string, permission: Permission) {
  if (!c.var.principal.signedIn) problem("not-signed-in");
  const booking: BookingRow = (await bookingRepository(c.env.DB).find(id)) ?? problem("not-found");
  return { booking, context: await schoolContext(c, booking.school, permission) };
}
