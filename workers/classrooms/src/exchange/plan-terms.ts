import { addDays } from "@ven/kit/local-time";

import type { RowFault } from "./file-refused";

/** A term or a school year as a file says it. Dates are local, both are in it. */
export interface SessionRecord {
  line: number;
  kind: "year" | "term";
  title: string;
  startsOn: string;
  endsOn: string;
}

export interface TermRecord {
  /** From 1 in its school year. */
  term: number;
  name: string;
  startsOn: string;
  endsOn: string;
}
export interface YearRecord {
  name: string;
  startsOn: string;
  endsOn: string;
}

/** A term to be written, and the first day under which it is kept now. */
export type TermChange = TermRecord & { before: TermRecord | null };
export interface TermPlan {
  terms: TermChange[];
  years: YearRecord[];
  same: number;
  faults: RowFault[];
}

const mostTerms = 4;
const isDate = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && addDays(text, 0) === text;
const overlap = (a: { startsOn: string; endsOn: string }, b: { startsOn: string; endsOn: string }) =>
  a.startsOn <= b.endsOn && b.startsOn <= a.endsOn;

const sharedDays = (a: TermRecord, b: SessionRecord) =>
  Date.parse(a.endsOn < b.endsOn ? a.endsOn : b.endsOn) - Date.parse(a.startsOn > b.startsOn ? a.startsOn : b.startsOn);

/**
 * What a file's terms change in those of a school. A term is the one with which it shares most days, and is numbered by
 * its order in the school year; nothing is taken away. Terms that overlap or have no school year are faults.
 */
export function planTerms(
  sessions: readonly SessionRecord[],
  existing: { terms: readonly TermRecord[]; years: readonly YearRecord[] },
): TermPlan {
  const plan: TermPlan = { terms: [], years: [], same: 0, faults: [] };
  const fault = ({ line }: SessionRecord, code: RowFault["code"], value: string) =>
    void plan.faults.push({ line, where: "academicSessions.csv", code, value });
  const sound = sessions.filter((one) => {
    const wrong = [one.startsOn, one.endsOn].find((date) => !isDate(date));
    if (wrong !== undefined) fault(one, "not-a-date", wrong);
    else if (one.endsOn <= one.startsOn) fault(one, "dates-reversed", `${one.startsOn} – ${one.endsOn}`);
    else if (one.title === "" || one.title.length > 60) fault(one, "value-missing", one.title.slice(0, 60));
    else return true;
    return false;
  });
  const years = [...existing.years];
  for (const one of sound.filter(({ kind }) => kind === "year")) {
    if (years.some((year) => overlap(year, one))) continue;
    const { title: name, startsOn, endsOn } = one;
    years.push({ name, startsOn, endsOn });
    plan.years.push({ name, startsOn, endsOn });
  }
  const byYear = Map.groupBy(
    sound.filter(({ kind }) => kind === "term").toSorted((a, b) => a.startsOn.localeCompare(b.startsOn)),
    (term) => years.find((year) => overlap(year, term)),
  );
  for (const [year, terms] of byYear) {
    if (!year) {
      for (const one of terms) fault(one, "outside-year", one.startsOn);
      continue;
    }
    const kept = existing.terms.filter((term) => overlap(year, term));
    const chosen: { one: SessionRecord; before: TermRecord | null }[] = [];
    for (const one of terms) {
      const last = chosen.at(-1);
      if (last && last.one.endsOn >= one.startsOn) {
        fault(one, "terms-overlap", `${last.one.title} – ${one.title}`);
        continue;
      }
      const free = kept.filter((term) => chosen.every(({ before }) => before !== term));
      const [before = null] = free
        .filter((term) => overlap(term, one))
        .toSorted((a, b) => sharedDays(b, one) - sharedDays(a, one));
      chosen.push({ one, before });
    }
    // What the file does not name stays, and so does what a refused term would have taken the place of.
    let others = kept;
    for (let refused: (typeof chosen)[number] | undefined; ;) {
      others = kept.filter((term) => chosen.every(({ before }) => before !== term));
      refused = chosen.find(({ one }) => others.some((term) => overlap(term, one)));
      if (!refused) break;
      chosen.splice(chosen.indexOf(refused), 1);
      fault(refused.one, "terms-overlap", refused.one.title);
    }
    const order = [...others, ...chosen.map(({ one }) => one)].toSorted((a, b) => a.startsOn.localeCompare(b.startsOn));
    if (order.length > mostTerms) {
      for (const { one } of chosen) fault(one, "terms-too-many", one.title);
      continue;
    }
    for (const { one, before } of chosen) {
      const term = order.indexOf(one) + 1;
      const { title: name, startsOn, endsOn } = one;
      const isSame = before?.term === term && before.name === name && before.startsOn === startsOn && before.endsOn === endsOn; // prettier-ignore
      if (isSame) plan.same++;
      else plan.terms.push({ term, name, startsOn, endsOn, before });
    }
  }
  return plan;
}
