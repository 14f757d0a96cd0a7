import { FileRefused as Refused, type TextFault } from "@ven/kit/file-refused";

/** Why a whole file cannot be taken. What is wrong with one row is a `RowFault` instead. */
export type FileFault =
  | TextFault
  | "not-a-zip"
  | "zip-unsupported"
  | "zip-broken"
  | "zip-bomb"
  | "xml-broken"
  | "sheet-missing"
  | "matrix-missing"
  | "asc-missing"
  | "oneroster-manifest"
  | "oneroster-file"
  | "calendar-broken"
  | "from-missing"
  | "no-school-year"
  | "later-timetable"
  | "file-kind"
  | "room-missing";

/** A file that is refused as a whole: the house's, with the codes of what is read here. */
export const FileRefused = Refused<FileFault>;
export type FileRefused = Refused<FileFault>;

/** What is wrong with one row; `line` counts from 1 as an editor or spreadsheet does. */
export interface RowFault {
  line: number;
  /** Where it is when a line is not enough: a cell "TKB!C5", an entry of an archive "users.csv". */
  where?: string;
  code: RowFaultCode;
  /** The column or field, in the file's own words. */
  column?: string;
  /** What was found there. */
  value?: string;
}

export type RowFaultCode =
  | "value-missing"
  | "value-too-long"
  | "not-a-number"
  | "not-a-date"
  | "unknown-value"
  | "unknown-feature"
  | "code-malformed"
  | "code-twice"
  | "columns-missing"
  | "unknown-class"
  | "unknown-teacher"
  | "ambiguous-teacher"
  | "unknown-room"
  | "unknown-period"
  | "unknown-day"
  | "unknown-reference"
  | "units-fewer"
  | "malformed-rule"
  | "unsupported-rule"
  | "unknown-weeks"
  | "weeks-unnumbered"
  | "other-term"
  | "dates-reversed"
  | "terms-overlap"
  | "terms-too-many"
  | "outside-year"
  | "teacher-missing"
  | "unknown-part"
  | "teacher-twice"
  | "class-twice"
  | "room-twice";
