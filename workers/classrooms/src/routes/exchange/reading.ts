import { Problem } from "@ven/kit";
import { fileRefusal } from "@ven/web-classrooms/exchange/faults";

import type { ApplyContext } from "../../exchange/apply-import";
import { FileRefused } from "../../exchange/file-refused";
import { importRepository } from "../../exchange/import-repository";
import { timetableRepository } from "../../exchange/timetable-repository";
import type { AskedByStaff } from "./router";

export const contextOf = (c: AskedByStaff): ApplyContext => ({
  imports: importRepository(c.env.DB),
  timetables: timetableRepository(c.env.DB),
  actor: c.var.principal.subject,
  now: c.var.now,
  requestId: c.var.requestId,
});

/** Does what reads a file; a file that is refused is a 400 that says why in the reader's language. */
export async function readingFile<T>(c: AskedByStaff, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (err) {
    if (!(err instanceof FileRefused)) throw err;
    const detail = fileRefusal(c.var.lang, err.code, err.facts);
    throw new Problem("validation-failed", detail, { extra: { fault: err.code, facts: err.facts } });
  }
}
