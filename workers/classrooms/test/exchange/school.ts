import type { SchoolPeople } from "../../src/exchange/plan-timetable";
import type { SchoolDay } from "../../src/exchange/timetable";

/** Morning 1–5, afternoon 6–10, as most upper schools ring. */
export const day: SchoolDay = { morning: [1, 2, 3, 4, 5], afternoon: [6, 7, 8, 9, 10], evening: [] };

const person = (code: string, name: string, shortName = name.split(" ").at(-1) ?? name) => ({
  id: `s.${code}`,
  code,
  name,
  shortName,
});

export const school: SchoolPeople = {
  classes: ["10A1", "10A2", "11B1"].map((code) => ({
    id: `s.${code.toLowerCase()}`,
    code,
    name: `Lớp ${code}`,
    parts: 2,
  })),
  persons: [
    person("gv1", "Nguyễn Thu Hà"),
    person("gv2", "Lê Văn Hạ"),
    person("gv3", "Trần Thị Lan"),
    person("gv4", "Phạm Minh", "Minh.T"),
    person("gv5", "Vũ Minh", "Minh.L"),
    person("gv6", "Đỗ An"),
    person("gv7", "Bùi An"),
  ],
  rooms: [
    { id: "s.tin1", code: "TIN1", name: "Phòng Tin 1" },
    { id: "s.nn", code: "P.NN", name: "Phòng Ngoại ngữ" },
    { id: "s.p201", code: "P201", name: "Phòng 201" },
  ],
};
export const known = { isRoom: (text: string) => school.rooms.some(({ code }) => code === text) };
