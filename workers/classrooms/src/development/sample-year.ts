import { daysOff, fromLunar } from "@ven/city";
import { addDays, localMidnight, weekdayOf } from "@ven/kit/local-time";

/** A school year that contains a date, as most schools of the province plan it. */
export interface SampleYear {
  name: string;
  startsOn: string;
  endsOn: string;
  terms: { term: number; name: string; nameEn: string; startsOn: string; endsOn: string }[];
  weeks: { startsOn: string; number: number }[];
  days: {
    date: string;
    kind: "teach" | "closed";
    runsAs: number;
    midnight: number;
    reason?: string;
    reasonEn?: string;
  }[];
}

const firstMonday = (from: string) => addDays(from, (8 - weekdayOf(from)) % 7);

/** Schools close longer around Tết than offices: from five days before the first of the lunar year to eight after. */
const tetBreak = (year: number) => {
  const tet = fromLunar(year, 1, 1);
  return { from: addDays(tet, -5), to: addDays(tet, 8) };
};

export function sampleYear(today: string, timezone: string): SampleYear {
  const begin = Number(today.slice(0, 4)) - (today.slice(5) < "08-15" ? 1 : 0);
  const startsOn = firstMonday(`${begin}-09-05`);
  const endsOn = `${begin + 1}-05-31`;
  const secondTerm = firstMonday(`${begin + 1}-01-15`);
  const off = new Map([...daysOff(begin), ...daysOff(begin + 1)].map(({ date, name }) => [date, name]));
  const tet = tetBreak(begin + 1);
  const days: SampleYear["days"] = [];
  const weeks: SampleYear["weeks"] = [];
  for (let date = startsOn; date <= endsOn; date = addDays(date, 1)) {
    const runsAs = weekdayOf(date);
    if (runsAs === 1) weeks.push({ startsOn: date, number: weeks.length + 1 });
    if (runsAs === 7) continue;
    const holiday = tet.from <= date && date <= tet.to ? { vi: "Nghỉ Tết", en: "Tết holiday" } : off.get(date);
    const midnight = localMidnight(date, timezone);
    days.push(
      holiday
        ? { date, kind: "closed", runsAs, midnight, reason: holiday.vi, reasonEn: holiday.en }
        : { date, kind: "teach", runsAs, midnight },
    );
  }
  return {
    name: `${begin}–${begin + 1}`,
    startsOn,
    endsOn,
    terms: [
      { term: 1, name: "Học kỳ I", nameEn: "Term 1", startsOn, endsOn: addDays(secondTerm, -1) },
      { term: 2, name: "Học kỳ II", nameEn: "Term 2", startsOn: secondTerm, endsOn },
    ],
    weeks,
    days,
  };
}

const minutes = (hour: number, minute: number) => hour * 60 + minute;
/** A lesson takes 45 minutes; a longer break follows the second and the third. */
const session = (begin: number, from: number, name: "morning" | "afternoon") =>
  [0, 50, 105, 155, 205].map((after, index) => ({
    period: from + index,
    session: name,
    starts: begin + after,
    ends: begin + after + 45,
  }));

/** Bells by season: winter mornings begin a quarter later. */
export const sampleBells = (year: SampleYear) => {
  const winterFrom = addDays(year.startsOn, 56);
  const winterTo = addDays(year.terms[1]!.startsOn, 42);
  const periods = (begin: number) => [...session(begin, 1, "morning"), ...session(minutes(13, 30), 6, "afternoon")];
  return [
    {
      slug: "summer",
      name: "Giờ mùa hè",
      nameEn: "Summer bells",
      from: year.startsOn,
      to: year.endsOn,
      periods: periods(minutes(7, 0)),
    },
    {
      slug: "winter",
      name: "Giờ mùa đông",
      nameEn: "Winter bells",
      from: winterFrom,
      to: winterTo,
      periods: periods(minutes(7, 15)),
    },
  ];
};

/** What a school has: twelve rooms, two kinds of equipment and a hall. */
export const sampleRooms = [
  {
    code: "a101",
    name: "Phòng Tin học 1",
    capacity: 45,
    features: ["board", "computers", "network"],
    units: 1,
    floor: 1,
  },
  { code: "a102", name: "Phòng Tin học 2", capacity: 40, features: ["computers", "network"], units: 1, floor: 1 },
  { code: "a201", name: "Phòng Ngoại ngữ", capacity: 40, features: ["board", "audio", "headsets"], units: 2, floor: 2 },
  {
    code: "a202",
    name: "Phòng học thông minh 1",
    capacity: 45,
    features: ["board", "camera", "network"],
    units: 1,
    floor: 2,
  },
  {
    code: "a203",
    name: "Phòng học thông minh 2",
    capacity: 45,
    features: ["board", "camera", "network"],
    units: 1,
    floor: 2,
  },
  { code: "b101", name: "Phòng Vật lí", capacity: 45, features: ["lab", "projector"], units: 1, floor: 1 },
  {
    code: "b102",
    name: "Phòng Hoá học",
    capacity: 45,
    features: ["lab", "fume-hood", "projector"],
    units: 1,
    floor: 1,
  },
  { code: "b103", name: "Phòng Sinh học", capacity: 45, features: ["lab", "projector"], units: 1, floor: 1 },
  { code: "b201", name: "Phòng Âm nhạc", capacity: 35, features: ["audio"], units: 1, floor: 2 },
  { code: "b202", name: "Phòng Mĩ thuật", capacity: 35, features: ["projector"], units: 1, floor: 2 },
  { code: "c101", name: "Phòng STEM", capacity: 40, features: ["board", "lab", "network"], units: 1, floor: 1 },
  {
    code: "c201",
    name: "Phòng họp trực tuyến",
    capacity: 60,
    features: ["board", "camera", "audio", "network"],
    units: 1,
    floor: 2,
  },
] as const;
export const sampleThings = [
  { code: "tablets", name: "Xe máy tính bảng", kind: "equipment", units: 3, capacity: null },
  { code: "projectors", name: "Máy chiếu lưu động", kind: "equipment", units: 2, capacity: null },
  { code: "hall", name: "Nhà đa năng", kind: "space", units: 1, capacity: 300 },
] as const;
