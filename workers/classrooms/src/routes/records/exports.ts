import { SchoolId } from "@ven/contracts/classroom-ids";
import { ExportPage, ExportQuery } from "@ven/contracts/classrooms-exchange";
import { requirePermission } from "@ven/identity";
import { decodeCursor, describe, page, validate } from "@ven/kit";
import * as z from "zod/mini";

import { exportRepository } from "../../exchange/export-repository";
import { importRepository } from "../../exchange/import-repository";
import { writePeople } from "../../exchange/people-file";
import { writeRooms } from "../../exchange/rooms-file";
import { schoolFor, staffRouter } from "../exchange/router";

const OfSchool = z.object({ school: SchoolId });
const perPage = 500;

/** Headers of a file to be kept; its name has only letters that every system takes. */
export const fileHeaders = (type: string, name: string) => ({
  "content-type": type,
  "content-disposition": `attachment; filename="${name}"`,
  "cache-control": "private, no-store",
});
export const csvType = "text/csv; charset=utf-8";

export const exports = staffRouter()
  .get(
    "/api/records/schools/:school/bookings",
    describe({
      summary: "Live bookings between two dates, in their order, page by page",
      returns: { 200: ExportPage },
      security: "bearer",
    }),
    requirePermission("classrooms.report"),
    validate("param", OfSchool),
    validate("query", ExportQuery),
    async (c) => {
      const { id } = await schoolFor(c, c.req.valid("param").school, "classrooms.report");
      const { from, to, cursor } = c.req.valid("query");
      const [startAt, last] = cursor ? decodeCursor(cursor) : [];
      const after = { startAt: Number(startAt ?? 0), id: String(last ?? "") };
      const found = await exportRepository(c.env.DB).bookings(id, from, to, after, perPage + 1);
      return c.json(
        page(found, perPage, (booking) => [booking.startAt, booking.id]),
        200,
        {
          "cache-control": "no-store",
        },
      );
    },
  )
  .get(
    "/records/:school/rooms.csv",
    describe({
      summary: "Rooms and equipment as CSV; importing it changes nothing",
      returns: { 200: "text/csv" },
      security: "bearer",
    }),
    requirePermission("classrooms.see"),
    validate("param", OfSchool),
    async (c) => {
      const { id } = await schoolFor(c, c.req.valid("param").school, "classrooms.see");
      const rooms = await importRepository(c.env.DB).rooms([id]);
      return c.body(writeRooms(rooms), 200, fileHeaders(csvType, `${id}-rooms.csv`));
    },
  )
  .get(
    "/records/:school/people.csv",
    describe({ summary: "Teachers as CSV", returns: { 200: "text/csv" }, security: "bearer" }),
    requirePermission("classrooms.manage"),
    validate("param", OfSchool),
    async (c) => {
      const { id } = await schoolFor(c, c.req.valid("param").school, "classrooms.manage");
      const people = await importRepository(c.env.DB).people(id);
      return c.body(writePeople(people), 200, fileHeaders(csvType, `${id}-people.csv`));
    },
  );
