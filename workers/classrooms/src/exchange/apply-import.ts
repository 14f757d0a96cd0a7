import { Problem } from "@ven/kit";

import type { ImportContext, PeoplePayload, RoomsPayload } from "./draft-import";
import type { EventsPayload, ImportRow } from "./import-repository";
import type { TimetablePayload, TimetableRepository } from "./timetable-repository";

export type ApplyContext = ImportContext & { timetables: TimetableRepository };

/**
 * Applies a draft as it was shown. Rooms, people and classes are one batch. A timetable is written in chunks that nobody
 * sees, and takes effect with the last batch; cut off in between, asking again goes on where it stopped. `chunks` is how
 * many to write now. Throws `stale-version` when somebody else was there first, `wrong-state` when it is over.
 */
export async function applyImport(
  context: ApplyContext,
  row: ImportRow,
  { version, chunks = Number.POSITIVE_INFINITY }: { version: number; chunks?: number },
): Promise<ImportRow> {
  if (row.version !== version) throw new Problem("stale-version");
  if (row.status !== "draft" && row.status !== "applying") throw new Problem("wrong-state");
  if (row.kind === "timetable") return applyTimetable(context, row, chunks);
  const { imports } = context;
  const payload = await imports.payload(row.id);
  const writes =
    row.kind === "rooms"
      ? [imports.putRooms((payload as RoomsPayload).rooms)]
      : row.kind === "calendar"
        ? [imports.putEvents(row.school, payload as EventsPayload, context.actor, context.now)]
        : peopleWrites(context, row.school, payload as PeoplePayload);
  await imports.run([imports.expect(row), ...writes, imports.setStatus(row.id, "done"), auditOf(context, row)]);
  return { ...row, status: "done", done: row.total, version: row.version + 1 };
}

const peopleWrites = (
  { imports }: ApplyContext,
  school: string,
  { people, classes, terms = [], years = [] }: PeoplePayload,
) => [
  ...(people.length ? [imports.putPeople(school, people)] : []),
  ...(classes.length ? [imports.putClasses(school, classes)] : []),
  ...(terms.length || years.length ? imports.putTerms(school, terms, years) : []),
];

const auditOf = ({ imports, actor, now, requestId }: ApplyContext, { id, school, kind, total }: ImportRow) =>
  imports.audit({
    at: now,
    actor,
    action: "import",
    object: id,
    organisation: school,
    detail: { kind, total },
    requestId,
  });

async function applyTimetable(context: ApplyContext, before: ImportRow, chunks: number): Promise<ImportRow> {
  const { imports, timetables, actor, now } = context;
  const payload = (await imports.payload(before.id)) as TimetablePayload;
  let row = before;
  const step = async (...statements: D1PreparedStatement[]) => {
    await imports.run([imports.expect(row), ...statements]);
    row = (await imports.find(row.id)) ?? row;
  };
  if (row.status === "draft")
    await step(
      imports.setStatus(row.id, "applying"),
      timetables.begin(payload.timetable, row.school, payload, actor, now, row.id),
    );
  for (let n = 0; row.done < row.total; n++) {
    if (n >= chunks) return row;
    await step(...timetables.chunk(row.id, row.done));
  }
  await step(
    ...timetables.flip(row.school, payload, actor, now),
    imports.setStatus(row.id, "done"),
    auditOf(context, row),
  );
  return row;
}
