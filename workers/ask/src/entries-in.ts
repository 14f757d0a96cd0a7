import { Problem } from "@ven/kit";

/** An entry as somebody sent it, not looked at yet. */
export interface GivenEntry {
  /** Its place in the list, or its line; from 1. */
  line: number;
  entry: unknown;
}

/**
 * The entries of a JSON document, a list or `{ entries }`, or of JSON Lines, one entry a line. Throws `validation-failed`
 * that names the line which cannot be read.
 */
export function entriesIn(text: string): GivenEntry[] {
  const whole = read(text);
  // A single line of JSON Lines is a document, too.
  if (whole !== undefined && !isEntry(whole)) return listed(whole);
  return text.split("\n").flatMap((line, at): GivenEntry[] => {
    if (line.trim() === "") return [];
    const entry = read(line);
    if (entry === undefined)
      throw new Problem("validation-failed", `JSON ${at + 1}`, {
        errors: [{ pointer: `/entries/${at}`, detail: "is no JSON" }],
      });
    return [{ line: at + 1, entry }];
  });
}

function listed(whole: unknown): GivenEntry[] {
  const list: unknown = Array.isArray(whole) ? whole : (whole as { entries?: unknown } | null)?.entries;
  if (!Array.isArray(list)) throw new Problem("validation-failed", "entries");
  return list.map((entry: unknown, at) => ({ line: at + 1, entry }));
}

const isEntry = (value: unknown) => typeof value === "object" && value !== null && "topic" in value;

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
