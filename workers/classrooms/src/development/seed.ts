import { deployment, isDeploymentId } from "@ven/city/deployment";
import { clock, sha256 } from "@ven/kit";
import { developmentMarker } from "@ven/kit/development";
import { addDays, localDate, weekdayOf } from "@ven/kit/local-time";
import { fold } from "@ven/kit/text";

import people from "../../sample/people.json";
import schools from "../../sample/schools.json";
import type { Env } from "../env";
import { sampleRepository, type SampleLesson } from "./sample-repository";
import { sampleBells, sampleRooms, sampleThings, sampleYear } from "./sample-year";

const colleagues = [
  ["an", "Nguyễn Văn An", "toan", "Toán"],
  ["binh", "Lê Thị Bình", "ngu-van", "Ngữ văn"],
  ["chi", "Đỗ Mai Chi", "ngoai-ngu", "Tiếng Anh"],
  ["dung", "Phạm Tiến Dũng", "hoa-hoc", "Hoá học"],
  ["giang", "Ngô Hương Giang", "sinh-hoc", "Sinh học"],
  ["khanh", "Trịnh Quốc Khánh", "lich-su", "Lịch sử"],
] as const;
const short = (name: string) => name.replace(" (mẫu)", "").split(" ").at(-1) ?? name;

/** Lays down 46 schools with 551 rooms, one school year, and some weeks of lessons; what is there already stays. */
export async function seed({ CITY, DB }: Pick<Env, "CITY" | "DB">) {
  if (!isDeploymentId(CITY) || CITY !== "quang-ninh") return { city: CITY };
  const { timezone } = deployment(CITY);
  const today = localDate(clock.now(), timezone);
  const repository = sampleRepository(DB);
  const year = sampleYear(today, timezone);
  const withLessons = [...new Set(people.map(({ school }) => school))];
  if (await repository.isThere(year.startsOn, withLessons)) return { city: CITY, schools: schools.length, there: true };
  await repository.addSchools(
    schools.map(({ id, name, level, commune }) => ({ id, name, folded: fold(name), level, commune, timezone })),
  );
  await repository.addYear(year, sampleBells(year));
  const resources = schools.flatMap(({ id, rooms }) => [
    ...sampleRooms
      .slice(0, rooms)
      .map((room) => ({ ...room, school: id, kind: "room", approval: room.code === "c201" ? "manager" : "none" })),
    ...sampleThings.map((thing) => ({ ...thing, school: id, features: [], floor: null, approval: "none" })),
  ]);
  await repository.addResources(
    await Promise.all(
      resources.map(async (one) => ({
        ...one,
        id: `${one.school}.${one.code}`,
        folded: fold(one.name),
        building: /^[abc]\d/.test(one.code) ? one.code.slice(0, 1).toUpperCase() : null,
        door: (await sha256(`${developmentMarker} door ${one.school}.${one.code}`))
          .toLowerCase()
          .replaceAll(/[^a-z0-9]/g, "")
          .slice(0, 12),
      })),
    ),
  );
  await repository.addPeople([
    ...people.map(({ id, name, school, department }) => ({
      id: `${school}.${id.split(".")[0]}`,
      school,
      subject: `sample-${id}`,
      code: id.split(".")[0],
      name,
      shortName: short(name),
      folded: fold(name),
      department,
    })),
    ...schools.flatMap(({ id }) =>
      colleagues.map(([code, name, department]) => ({
        id: `${id}.${code}`,
        school: id,
        subject: null,
        code,
        name: `${name} (mẫu)`,
        shortName: short(name),
        folded: fold(name),
        department,
      })),
    ),
  ]);
  const grades: Record<string, number[]> = {
    upper: [10, 11, 12],
    lower: [6, 7, 8, 9],
    primary: [3, 4, 5],
    mixed: [9, 10, 11],
  };
  await repository.addClasses(
    schools.flatMap(({ id, level }) =>
      (grades[level] ?? []).flatMap((grade) =>
        [1, 2, 3].map((number) => ({
          id: `${id}.${grade}a${number}`,
          school: id,
          code: `${grade}a${number}`,
          name: `${grade}A${number}`,
          grade,
        })),
      ),
    ),
  );
  for (const school of withLessons)
    await repository.addLessons(school, lessonsOf(school), year, addDays(today, 1 - weekdayOf(today)));
  return { city: CITY, schools: schools.length, rooms: resources.filter(({ kind }) => kind === "room").length };
}

/** Who teaches what in which room of the sample; lessons without a room are in the class's own. */
function lessonsOf(school: string): SampleLesson[] {
  const level = schools.find(({ id }) => id === school)?.level;
  const grade = level === "upper" ? 10 : 6;
  const teachers = [
    { code: "teacher", subject: "Tin học", room: "a101" },
    { code: "teacher2", subject: "Vật lí", room: "b101" },
    ...colleagues.map(([code, , , subject]) => ({
      code,
      subject,
      room: ({ "Hoá học": "b102", "Sinh học": "b103", "Tiếng Anh": "a201" } as Record<string, string>)[subject] ?? null,
    })),
  ];
  // Eight teachers and nine classes turned against each other: nobody and no class is in two places.
  return [1, 2, 3, 4, 5, 6].flatMap((weekday) =>
    [1, 2, 3, 4, 5].flatMap((period) =>
      teachers.flatMap(({ code, subject, room }, index) => {
        const turn = (index + weekday * 2 + period) % 9;
        if ((index + weekday + period) % 3 === 0) return [];
        return [
          {
            class: `${school}.${grade + Math.floor(turn / 3)}a${(turn % 3) + 1}`,
            className: `${grade + Math.floor(turn / 3)}A${(turn % 3) + 1}`,
            weekday,
            period,
            subject,
            person: `${school}.${code}`,
            resource: room && (weekday + period) % 2 === 0 ? `${school}.${room}` : null,
          },
        ];
      }),
    ),
  );
}
