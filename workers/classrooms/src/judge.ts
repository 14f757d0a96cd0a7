import type { Busy, ClassPart } from "./booking-repository";
import type { ClassGroup, Frame, Person, Room } from "./frame-repository";
import type { Counted, Refusal } from "./rules/limits";
import { quotaRefusal, timeRefusal } from "./rules/limits";

/** Who asks: the pseudonym for the record, the person of the school, and whether they manage its rooms. */
export interface Actor {
  subject: string;
  manages: boolean;
  person: Person | undefined;
}

/** What is wanted, wherever and whenever it may be. */
export interface Wish {
  room: Room;
  /** 0 the whole room, a number that unit, null the lowest free one. */
  unit: number | null;
  person: Person;
  classes: readonly ClassPart[];
  /** The person and the classes are there already: this is one more room, or equipment. */
  beside: boolean;
  manages: boolean;
}

export interface When {
  date: string;
  startAt: number;
  endAt: number;
}

const unitsOf = ({ room, unit }: Pick<Wish, "room" | "unit">) =>
  unit ? [unit] : Array.from({ length: room.units }, (_, index) => index + 1);

/** The names under which classes' times are taken: one for each part, the whole class all of them. */
export const partsOf = (groups: readonly ClassGroup[], asked: readonly ClassPart[]) =>
  asked.flatMap(({ class: id, part }) =>
    Array.from({ length: groups.find((one) => one.id === id)?.parts ?? 0 }, (_, index) => index + 1)
      .filter((number) => part === 0 || part === number)
      .map((number) => `c:${id}:${number}`),
  );

/** The names under which times are taken: `r:<resource>:<unit>`, `p:<person>`, `c:<class>:<part>`. */
export function holdersOf(wish: Wish, classes: readonly ClassGroup[]) {
  const rooms = unitsOf(wish).map((unit) => `r:${wish.room.id}:${unit}`);
  if (wish.beside) return { rooms, person: [], classes: [] };
  return { rooms, person: [`p:${wish.person.id}`], classes: partsOf(classes, wish.classes) };
}

export interface Facts {
  busy: readonly Busy[];
  counted: readonly Counted[];
}

const labelled = (busy: Busy | undefined) => (busy ? { label: busy.label } : {});

/** Rules that are the same on every date: the room is in service and is for this person's department. */
export function standingRefusal({ room, unit, person, manages }: Wish): Refusal | undefined {
  const out = unit === null ? room.out.length >= room.units : room.out.some((one) => unit === 0 || one === unit);
  if (room.status !== "active" || out) return { rule: "not-in-service" };
  if (room.rights.length > 0 && !manages && !room.rights.includes(person.department ?? ""))
    return { rule: "not-for-you", departments: room.rights };
  return undefined;
}

/**
 * Why a wish cannot be had on a date: the first rule that refuses, in the order in which a person can do something about
 * it. `when` is undefined when the day has no such periods.
 */
export function judge(
  frame: Frame,
  wish: Wish,
  date: string,
  when: When | undefined,
  { busy, counted }: Facts,
  now: number,
): Refusal | undefined {
  const standing = standingRefusal(wish);
  if (standing) return standing;
  const time = timeRefusal(frame.school, frame.days, { date, startAt: when?.startAt }, now);
  // A manager may book for a date that is farther off or nearer than teachers may.
  if (time && !(wish.manages && (time.rule === "min-notice" || time.rule === "max-advance"))) return time;
  if (!when) return { rule: "no-such-period" };
  const holders = holdersOf(wish, frame.classes);
  const then = busy.filter((one) => one.date === date && one.startAt < when.endAt && one.endAt > when.startAt);
  const taken = then.filter(({ holder }) => holders.rooms.includes(holder));
  if (wish.unit === null) {
    const gone = new Set([...taken.map(({ holder }) => holder), ...wish.room.out.map((n) => `r:${wish.room.id}:${n}`)]);
    if (gone.size >= holders.rooms.length) return { rule: "no-unit-free", ...labelled(taken[0]) };
  } else if (taken.length > 0) return { rule: "slot-taken", ...labelled(taken[0]) };
  const mine = then.find(({ holder }) => holders.person.includes(holder));
  if (mine) return { rule: "person-busy", ...labelled(mine) };
  const theirs = then.find(({ holder }) => holders.classes.includes(holder));
  if (theirs) return { rule: "class-busy", ...labelled(theirs) };
  const { person, room } = wish;
  return quotaRefusal(frame.quotas, frame.terms, counted, {
    date,
    resource: room.id,
    person: person.id,
    department: person.department,
  });
}
