import { quotaWindow, type Term } from "./limits";

/** At least so many lessons in rooms of the service. */
export interface Minimum {
  id: string;
  who: "person" | "department";
  per: "week" | "term";
  least: number;
}
export interface Colleague {
  id: string;
  name: string;
  department: string | null;
}
/** Lessons of a person in smart rooms, by date. */
export interface UsedOn {
  person: string;
  date: string;
  lessons: number;
}
export interface Standing {
  /** A person's id, or a department. */
  key: string;
  name: string;
  people: string[];
  used: number;
  short: number;
}

/**
 * How everybody, or every department, stands against a minimum in the week or term of a date: those who lack most first.
 * Nothing is refused for it; a school reports it and reminds.
 */
export function standings(
  { who, per, least }: Minimum,
  people: readonly Colleague[],
  used: readonly UsedOn[],
  date: string,
  terms: readonly Term[],
): Standing[] {
  const { startsOn, endsOn } = quotaWindow(per, date, terms);
  const groups = new Map<string, Standing>();
  const groupOf = new Map<string, Standing>();
  for (const { id, name, department } of people) {
    const key = who === "person" ? id : department;
    if (key === null) continue;
    const group = groups.get(key) ?? { key, name: who === "person" ? name : key, people: [], used: 0, short: 0 };
    group.people.push(id);
    groups.set(key, group);
    groupOf.set(id, group);
  }
  for (const { person, date: on, lessons } of used) {
    const group = groupOf.get(person);
    if (group && startsOn <= on && on <= endsOn) group.used += lessons;
  }
  return [...groups.values()]
    .map((one) => ({ ...one, short: Math.max(0, least - one.used) }))
    .toSorted((a, b) => b.short - a.short || (a.key < b.key ? -1 : 1));
}
