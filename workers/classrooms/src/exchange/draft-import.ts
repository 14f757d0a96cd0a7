import type { ImportChange, ImportKind } from "@ven/contracts/classrooms-exchange";
import { base64url, Problem, randomToken, uuidv7 } from "@ven/kit";
import { fold } from "@ven/kit/text";

import { type Difference, differenceOf } from "./difference";
import type { RowFault } from "./file-refused";
import type { ImportRepository, ImportRow } from "./import-repository";
import { peopleOf, personFields, type PersonRecord } from "./people-file";
import { planTerms, type SessionRecord, type TermChange, type TermPlan, type YearRecord } from "./plan-terms";
import { classFields, type ClassRecord, readOneRoster } from "./read-oneroster";
import { readTable } from "./read-table";
import { roomFields, roomKey, type RoomRecord, roomsOf } from "./rooms-file";
import { effectOf, summaryOf } from "./summary";

export interface ImportContext {
  imports: ImportRepository;
  actor: string;
  now: number;
  requestId: string;
}

export interface RoomsPayload {
  rooms: (RoomRecord & { id: string; folded: string; door: string })[];
}
export interface PeoplePayload {
  people: (PersonRecord & { id: string; folded: string })[];
  classes: (ClassRecord & { id: string; folded: string })[];
  terms?: TermChange[];
  years?: YearRecord[];
}

/** Keeps what an upload would do, until somebody says so. Nothing else is written; with no effect it is done at once. */
export async function keepDraft(
  { imports, actor, now, requestId }: ImportContext,
  draft: Pick<ImportRow, "school" | "kind" | "summary" | "total"> & { bytes: Uint8Array; payload: unknown },
): Promise<ImportRow> {
  const { school, kind, summary, total, bytes, payload } = draft;
  const row: ImportRow = {
    id: uuidv7(now),
    school,
    kind,
    summary,
    total,
    done: 0,
    version: 1,
    status: effectOf(summary) === 0 ? "done" : "draft",
    createdBy: actor,
    createdAt: now,
  };
  const fingerprint = base64url.encode(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes)));
  const entry = { at: now, actor, action: "import-draft", object: row.id, organisation: school, requestId };
  await imports.run([
    imports.draft({ ...row, fingerprint, payload, total: row.status === "done" ? 0 : total }),
    imports.audit({ ...entry, detail: { kind, rows: summary.rows } }),
  ]);
  return row.status === "done" ? { ...row, total: 0 } : row;
}

/** "P. Tin 1" → "p-tin-1"; what has no letter or digit of its own gets a name by chance. */
const slugOf = (code: string) => fold(code).replaceAll(" ", "-").slice(0, 36) || randomToken(6).toLowerCase();

/** Ids that nobody has: the school, and the code as addresses can say it. */
function namer(taken: Iterable<string>) {
  const ids = new Set(taken);
  return (school: string, code: string) => {
    const base = `${school}.${slugOf(code)}`;
    let id = base;
    for (let n = 2; ids.has(id); n++) id = `${base}-${n}`;
    ids.add(id);
    return id;
  };
}

const doorCode = () => randomToken(12).toLowerCase().replaceAll(/[-_]/g, "x");

function changesOf<Item extends object>(
  { added, changed, missing }: Difference<Item>,
  textOf: (item: Item) => string,
): ImportChange[] {
  const facts = (item: Item, fields: (keyof Item)[]) => fields.map((field) => String(item[field] ?? "–")).join(", ");
  return [
    ...added.map((item) => ({ kind: "added" as const, text: textOf(item) })),
    ...changed.map(({ before, after, fields }) => ({
      kind: "changed" as const,
      text: `${textOf(after)}: ${facts(after, fields)}`,
      before: facts(before, fields),
    })),
    ...missing.map((item) => ({ kind: "missing" as const, text: textOf(item) })),
  ];
}

/** Rooms of one school, or of all that the file names and that lie under what the caller manages. */
export async function draftRooms(
  context: ImportContext,
  { bytes, school, managed }: { bytes: Uint8Array; school: string; managed: readonly string[] },
): Promise<ImportRow> {
  const { rooms, faults } = roomsOf(await readTable(bytes), school);
  const named = [...new Set([school, ...rooms.map((room) => room.school)])];
  const allowed = new Set((await context.imports.schoolsUnder(named, managed)).map(({ id }) => id));
  // A school that one may not manage is as unknown as one that does not exist.
  const strangers: RowFault[] = named
    .filter((id) => !allowed.has(id))
    .map((value) => ({ line: 0, code: "unknown-reference", value }));
  const mine = rooms.filter((room) => allowed.has(room.school));
  const existing = await context.imports.rooms([...allowed]);
  const byKey = new Map(existing.map((room) => [roomKey(room), room]));
  // Bookings may lie on a unit that would be gone.
  const fewer = mine.filter((room) => room.units < (byKey.get(roomKey(room))?.units ?? 0));
  const wanted = mine.filter((room) => !fewer.includes(room));
  // A file without a column of schools is about one school; one with it may leave schools out.
  const mentioned = new Set(mine.map((room) => room.school));
  const compared = existing.filter(
    (room) => mentioned.has(room.school) && !fewer.some((one) => roomKey(one) === roomKey(room)),
  );
  const difference = differenceOf<RoomRecord>(compared, wanted, roomKey, roomFields);
  const name = namer(existing.map(({ id }) => id));
  const payload: RoomsPayload = {
    rooms: [...difference.added, ...difference.changed.map(({ after }) => after)].map((room) => ({
      ...room,
      id: byKey.get(roomKey(room))?.id ?? name(room.school, room.code),
      // "p101" is the room that is kept as "P101".
      code: byKey.get(roomKey(room))?.code ?? room.code,
      folded: fold(`${room.code} ${room.name}`),
      door: doorCode(),
    })),
  };
  const summary = summaryOf({
    rows: rooms.length,
    same: difference.same,
    changes: changesOf(difference, (room) => `${room.school} · ${room.code} · ${room.name}`),
    faults: [
      ...faults,
      ...strangers,
      ...fewer.map(({ code }) => ({ line: 0, code: "units-fewer" as const, value: code })),
    ],
  });
  return keepDraft(context, { school, kind: "rooms", summary, total: payload.rooms.length, bytes, payload });
}

async function draftPeopleAndClasses(
  context: ImportContext,
  school: string,
  kind: ImportKind,
  bytes: Uint8Array,
  read: {
    people: PersonRecord[];
    classes: ClassRecord[];
    sessions?: SessionRecord[];
    faults: RowFault[];
    mode?: "bulk" | "delta";
  },
) {
  const [people, classes, sessions] = await Promise.all([
    context.imports.people(school),
    context.imports.classes(school),
    context.imports.terms(school),
  ]);
  const plan = planTerms(read.sessions ?? [], sessions);
  // OneRoster says nothing of departments, and a delta nothing of sizes: what is known stays.
  const before = new Map(people.map((person) => [person.code, person]));
  const wantedPeople = read.people.map((person) =>
    kind === "oneroster" ? { ...person, department: before.get(person.code)?.department ?? null } : person,
  );
  const sizes = new Map(classes.map((group) => [group.code, group.size]));
  const wantedClasses = read.classes.map((group) => ({ ...group, size: group.size ?? sizes.get(group.code) ?? null }));
  const peopleChange = differenceOf<PersonRecord>(people, wantedPeople, ({ code }) => code, personFields);
  const classChange = differenceOf<ClassRecord>(classes, wantedClasses, ({ code }) => code, classFields);
  // A delta names only what changed, and a file of people says nothing of classes.
  if (read.mode === "delta") peopleChange.missing = classChange.missing = [];
  if (kind === "people") classChange.missing = [];
  const idOfPerson = new Map(people.map(({ code, id }) => [code, id]));
  const idOfClass = new Map(classes.map(({ code, id }) => [code, id]));
  const namePerson = namer(idOfPerson.values());
  const nameClass = namer(idOfClass.values());
  const payload: PeoplePayload = {
    people: [...peopleChange.added, ...peopleChange.changed.map(({ after }) => after)].map((person) => ({
      ...person,
      id: idOfPerson.get(person.code) ?? namePerson(school, person.code),
      folded: fold(person.name),
    })),
    classes: [...classChange.added, ...classChange.changed.map(({ after }) => after)].map((group) => ({
      ...group,
      id: idOfClass.get(group.code) ?? nameClass(school, group.code),
      folded: fold(group.name),
    })),
    terms: plan.terms,
    years: plan.years,
  };
  const summary = summaryOf({
    rows: read.people.length + read.classes.length + (read.sessions?.length ?? 0),
    same: peopleChange.same + classChange.same + plan.same,
    changes: [
      ...termChanges(plan),
      ...changesOf(peopleChange, ({ code, name }) => `${code} · ${name}`),
      ...changesOf(classChange, ({ name }) => name),
    ],
    faults: [...read.faults, ...plan.faults],
    ...(read.mode && { mode: read.mode }),
  });
  return keepDraft(context, {
    school,
    kind,
    summary,
    total: payload.people.length + payload.classes.length + plan.terms.length + plan.years.length,
    bytes,
    payload,
  });
}

function termChanges({ terms, years }: TermPlan): ImportChange[] {
  const text = ({ name, startsOn, endsOn }: YearRecord) => `${name} · ${startsOn} – ${endsOn}`;
  return [
    ...years.map((year) => ({ kind: "added" as const, text: text(year) })),
    ...terms.map(({ before, ...term }) =>
      before
        ? { kind: "changed" as const, text: text(term), before: text(before) }
        : { kind: "added" as const, text: text(term) },
    ),
  ];
}

/** A school's teachers from a table. */
export const draftPeople = async (context: ImportContext, { bytes, school }: { bytes: Uint8Array; school: string }) =>
  draftPeopleAndClasses(context, school, "people", bytes, { ...peopleOf(await readTable(bytes)), classes: [] });

/** A school's teachers, homerooms and terms from a OneRoster package. */
export const draftOneRoster = async (
  context: ImportContext,
  { bytes, school }: { bytes: Uint8Array; school: string },
) => draftPeopleAndClasses(context, school, "oneroster", bytes, await readOneRoster(bytes, school));

/** A draft that nobody wants any more. */
export async function dropImport({ imports, actor, now, requestId }: ImportContext, row: ImportRow, version: number) {
  if (row.status !== "draft") throw new Problem("wrong-state");
  await imports.run([
    imports.expect({ ...row, version }),
    imports.setStatus(row.id, "dropped"),
    imports.audit({ at: now, actor, action: "import-drop", object: row.id, organisation: row.school, requestId }),
  ]);
}
