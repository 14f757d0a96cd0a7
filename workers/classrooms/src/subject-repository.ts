import { withDeadline } from "@ven/kit";
import { auditAnswers, type SubjectHandlers } from "@ven/kit/house";

import type { Env } from "../records/env";

interface Person {
  id: string;
  school: string;
  name: string;
  department: string | null;
}

const asStaff = auditAnswers<Env>("classrooms");

const peopleOf = async ({ DB }: Pick<Env, "DB">, subject: string) => {
  const statement = DB.prepare("SELECT id, school, name, department FROM room_person WHERE subject = ?").bind(subject);
  return (await withDeadline(statement.all<Person>(), 5_000)).results;
};

/**
 * A teacher's name and timetable belong to the school as long as they are its records; erasing an account takes away the
 * link to it.
 */
export const answerSubject: SubjectHandlers<Env> = {
  async export(event, tick) {
    const [people, deeds] = await Promise.all([peopleOf(tick.env, event.subject), asStaff.export?.(event, tick)]);
    if (people.length === 0) return deeds ?? { outcome: "nothing", records: 0 };
    return { outcome: "done", records: people.length + (deeds?.records ?? 0), part: { people, did: deeds?.part } };
  },
  async erase(event, tick) {
    const people = await peopleOf(tick.env, event.subject);
    if (people.length === 0) return (await asStaff.erase?.(event, tick)) ?? { outcome: "nothing", records: 0 };
    const unlink = tick.env.DB.prepare("UPDATE room_person SET subject = NULL WHERE subject = ?").bind(event.subject);
    await withDeadline(unlink.run(), 5_000);
    return { outcome: "done", records: people.length };
  },
};
