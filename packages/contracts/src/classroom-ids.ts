import * as z from "zod/mini";

/** Code of a school, the same as its organisation's. */
export const SchoolId = z.string().check(z.regex(/^[a-z][a-z0-9-]{1,39}$/));
/** `thpt-hongai.a101`: the school, and the room's own code. */
export const ResourceId = z.string().check(z.regex(/^[a-z][a-z0-9-]{1,39}\.[a-z0-9-]{1,39}$/));
export const PersonId = z.string().check(z.regex(/^[a-z][a-z0-9-]{1,39}\.[a-z0-9.-]{1,60}$/));
export const RecordId = z.string().check(z.regex(/^[0-9a-f-]{36}$/));
/** A calendar date: "2026-11-23". */
export const DateText = z.string().check(
  z.regex(/^\d{4}-\d\d-\d\d$/),
  z.refine((value) => !Number.isNaN(Date.parse(`${value}T00:00:00Z`)), "not a date"),
);
