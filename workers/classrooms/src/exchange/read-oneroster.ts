import { readCsv } from "@ven/kit/csv";
import { sameKey } from "@ven/kit/text";

import { FileRefused, type RowFault } from "./file-refused";
import type { PersonRecord } from "./people-file";
import { givenNameOf } from "./people-file";
import type { SessionRecord } from "./plan-terms";
import { openZip, type Zip } from "./zip";

export interface ClassRecord {
  code: string;
  name: string;
  grade: number | null;
  /** Pupils enrolled; they are counted, never stored. */
  size: number | null;
  status: "active" | "left";
}
export const classFields = ["name", "grade", "size", "status"] as const;

export interface Roster {
  /** Bulk files are the whole truth; delta files name only what changed. */
  mode: "bulk" | "delta";
  people: PersonRecord[];
  classes: ClassRecord[];
  sessions: SessionRecord[];
  faults: RowFault[];
  /** Rows about pupils, guardians and other schools, which were not taken. */
  leftOut: number;
}

type Row = Record<string, string> & { line?: never };
interface Table {
  rows: { line: number; row: Row }[];
  mode: "bulk" | "delta";
}

/**
 * Reads a OneRoster 1.2 (also 1.1) CSV package for one school: its teachers and homeroom classes, its terms. `school` is
 * matched with the identifier or sourcedId of an org. Pupils are minors: they are counted for a class and forgotten.
 */
export async function readOneRoster(bytes: Uint8Array, school: string): Promise<Roster> {
  const zip = openZip(bytes);
  if (!zip.has("manifest.csv")) throw new FileRefused("oneroster-manifest");
  const manifest = new Map(
    readCsv(await zip.read("manifest.csv")).map(({ cells }) => [sameKey(cells[0] ?? ""), sameKey(cells[1] ?? "")]),
  );
  if (!/^1\.[12]/.test(manifest.get("oneroster.version") ?? "")) throw new FileRefused("oneroster-manifest");
  const table = (name: string) => tableOf(zip, manifest, name);
  const [orgs, users, roles, classes, enrollments, sessions] = await inOrder([
    () => table("orgs"),
    () => table("users"),
    () => table("roles"),
    () => table("classes"),
    () => table("enrollments"),
    () => table("academicSessions"),
  ]);
  if (!users && !classes && !sessions) throw new FileRefused("oneroster-file", { name: "users.csv" });
  const orgIds = new Set([school]);
  for (const { row } of orgs?.rows ?? [])
    if (sameKey(row.identifier ?? "") === school || sameKey(row.name ?? "") === school) orgIds.add(row.sourcedid ?? "");
  const roster: Roster = {
    mode: [users, classes].some((one) => one?.mode === "delta") ? "delta" : "bulk",
    people: [],
    classes: [],
    sessions: [],
    faults: [],
    leftOut: 0,
  };
  takeTeachers(roster, users?.rows ?? [], teachersBy(roles, orgIds), orgIds);
  takeClasses(roster, classes?.rows ?? [], enrollments, orgIds);
  for (const { line, row } of sessions?.rows ?? []) {
    const kind = sessionKinds[sameKey(row.type ?? "")];
    // What is to be deleted stays: bookings and quotas lie in terms, and a manager decides what becomes of them.
    if (!kind || isGone(row)) continue;
    const { title = "", startdate: startsOn = "", enddate: endsOn = "" } = row;
    roster.sessions.push({ line, kind, title, startsOn, endsOn });
  }
  return roster;
}

/** One after the other: what was unpacked so far counts against the limit of the next. */
async function inOrder<Result>(work: (() => Promise<Result>)[]) {
  const results: Result[] = [];
  for (const each of work) results.push(await each());
  return results;
}

async function tableOf(zip: Zip, manifest: Map<string, string>, name: string): Promise<Table | undefined> {
  const mode = manifest.get(`file.${name}`.toLowerCase()) ?? "absent";
  if (mode === "absent") return undefined;
  const file = `${name}.csv`;
  if ((mode !== "bulk" && mode !== "delta") || !zip.has(file)) throw new FileRefused("oneroster-file", { name: file });
  const [head, ...rest] = readCsv(await zip.read(file), { rows: 100_000 });
  const titles = (head?.cells ?? []).map(sameKey);
  if (!titles.includes("sourcedid")) throw new FileRefused("header-missing", { column: `${file}: sourcedId` });
  return {
    mode,
    rows: rest.map(({ line, cells }) => ({
      line,
      row: Object.fromEntries(titles.map((title, index) => [title, (cells[index] ?? "").trim()])),
    })),
  };
}

const sessionKinds: Record<string, SessionRecord["kind"] | undefined> = {
  term: "term",
  semester: "term",
  schoolyear: "year",
};
const isGone = (row: Row) => sameKey(row.status ?? "") === "tobedeleted";
const list = (text = "") => text.split(",").map((one) => one.trim());
const isTeacher = (role = "") => ["teacher", "administrator", "siteadministrator", "principal"].includes(sameKey(role));

/** In 1.2 roles have a file of their own; users who teach at the school, or undefined when there is none (1.1). */
function teachersBy(roles: Table | undefined, orgIds: Set<string>): Set<string> | undefined {
  if (!roles) return undefined;
  const here = roles.rows.filter(
    ({ row }) => orgIds.has(row.orgsourcedid ?? "") && isTeacher(row.role) && !isGone(row),
  );
  return new Set(here.map(({ row }) => row.usersourcedid ?? ""));
}

function takeTeachers(roster: Roster, rows: Table["rows"], teachers: Set<string> | undefined, orgIds: Set<string>) {
  const seen = new Set<string>();
  for (const { line, row } of rows) {
    const id = row.sourcedid ?? "";
    const here = teachers?.has(id) ?? (isTeacher(row.role) && list(row.orgsourcedids).some((org) => orgIds.has(org)));
    // A delta may take away a user without saying again where they taught.
    const gone = isGone(row);
    if (!here && !(gone && teachers === undefined && isTeacher(row.role))) {
      roster.leftOut++;
      continue;
    }
    const fault = (code: RowFault["code"], column: string, value?: string) =>
      void roster.faults.push({ line, where: "users.csv", code, column, ...(value && { value }) });
    const code = row.identifier || row.username || id;
    // A Vietnamese name begins with the family name.
    const name = [row.familyname, row.middlename, row.givenname].filter(Boolean).join(" ");
    if (!code) fault("value-missing", "sourcedId");
    else if (code.length > 60) fault("value-too-long", "identifier", code);
    else if (!name) fault("value-missing", "familyName", code);
    else if (name.length > 100) fault("value-too-long", "familyName", code);
    else if (seen.has(code)) fault("code-twice", "identifier", code);
    else {
      seen.add(code);
      const active = !gone && sameKey(row.enableduser ?? "true") !== "false";
      roster.people.push({
        code,
        name,
        shortName: givenNameOf(row.givenname || name),
        department: null,
        status: active ? "active" : "left",
      });
    }
  }
}

function takeClasses(roster: Roster, rows: Table["rows"], enrollments: Table | undefined, orgIds: Set<string>) {
  const pupils = new Map<string, number>();
  for (const { row } of enrollments?.rows ?? [])
    if (sameKey(row.role ?? "") === "student" && !isGone(row))
      pupils.set(row.classsourcedid ?? "", (pupils.get(row.classsourcedid ?? "") ?? 0) + 1);
  const seen = new Set<string>();
  for (const { line, row } of rows) {
    // A homeroom is what a Vietnamese school calls a class; scheduled classes are its lessons.
    if (!orgIds.has(row.schoolsourcedid ?? "") || sameKey(row.classtype ?? "") !== "homeroom") {
      roster.leftOut++;
      continue;
    }
    const code = row.classcode || row.title || "";
    const fault = (fault: RowFault["code"]) =>
      void roster.faults.push({
        line,
        where: "classes.csv",
        code: fault,
        column: "classCode",
        ...(code && { value: code }),
      });
    if (!code) fault("value-missing");
    else if (code.length > 40) fault("value-too-long");
    else if (seen.has(code)) fault("code-twice");
    else {
      seen.add(code);
      const grade = Number(list(row.grades)[0]);
      // A delta of enrollments names some pupils, not all: their number says nothing about the size.
      const counted = enrollments?.mode === "bulk" ? pupils.get(row.sourcedid ?? "") : undefined;
      roster.classes.push({
        code,
        name: row.title || code,
        grade: Number.isInteger(grade) && grade >= 1 && grade <= 12 ? grade : null,
        size: counted === undefined ? null : Math.min(counted, 100),
        status: isGone(row) ? "left" : "active",
      });
    }
  }
}
