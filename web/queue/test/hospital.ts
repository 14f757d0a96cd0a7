import { deployment } from "@ven/city/deployment";
import type { Lang } from "@ven/contracts";
import type { BoardView, DeskView, FacilityView, StaffTicket, TicketState, TicketView } from "@ven/contracts/queue";

/** 19 November 2026, 09:12 in Hạ Long. */
export const at = Date.parse("2026-11-19T02:12:00Z");
export const minute = 60_000;
const timezone = "Asia/Ho_Chi_Minh";
const hospital = { id: "baichay", name: "Bệnh viện Bãi Cháy", nameEn: "Bãi Cháy Hospital" };
const noi = { id: "baichay.noi", name: "Khám Nội", nameEn: "General medicine" };

export const around = (path: string, lang: Lang = "vi") => ({
  lang,
  city: deployment("quang-ninh"),
  path,
  home: "http://localhost:8787",
});

const service = (id: string, name: string, nameEn: string, more: Partial<FacilityView["services"][number]> = {}) => ({
  id: `baichay.${id}`,
  name,
  nameEn,
  area: "baichay1",
  prefix: "A",
  open: true,
  opens: null,
  override: null,
  waiting: 0,
  estimate: { lowMinutes: 0, highMinutes: 0 },
  dailyLimit: null,
  left: null,
  ...more,
});

export const facility = (more: Partial<FacilityView> = {}): FacilityView => ({
  ...hospital,
  organisation: "baichay",
  organisationPath: ["quang-ninh", "qn-so-y-te", "baichay"],
  timezone,
  joinMode: "poster",
  seq: 412,
  at,
  areas: [
    { id: "baichay1", name: "Khu khám Nội", nameEn: "Internal medicine", place: "Tầng 1, nhà A" },
    { id: "baichay2", name: "Khu xét nghiệm", nameEn: "Laboratory", place: "Tầng 2, nhà B" },
  ],
  services: [
    service("noi", noi.name, noi.nameEn, { waiting: 12, estimate: { lowMinutes: 25, highMinutes: 40 } }),
    service("nhi", "Khám Nhi", "Children", { waiting: 1, estimate: { lowMinutes: 0, highMinutes: 10 } }),
    service("mat", "Khám Mắt", "Eyes"),
    service("tmh", "Tai Mũi Họng", "Ear, nose and throat", {
      open: false,
      estimate: null,
      opens: { date: "2026-11-19", time: "13:30" },
    }),
    service("phi", "Nộp viện phí", "Payment", { waiting: 7, left: 0, dailyLimit: 300 }),
    service("xn", "Xét nghiệm máu", "Blood tests", { area: "baichay2", open: false, override: false }),
  ],
  counters: [
    { id: "baichay.p103", name: "Phòng 103", nameEn: "Room 103", services: [noi.id], holds: "A046" },
    { id: "baichay.p105", name: "Phòng 105", nameEn: "Room 105", services: [noi.id, "baichay.mat"], holds: null },
  ],
  waiting: 27,
  ...more,
});

export const ticket = (state: TicketState, more: Partial<TicketView> = {}): TicketView => ({
  facility: hospital,
  service: noi,
  timezone,
  number: 47,
  label: "A047",
  class: "normal",
  claimed: false,
  state,
  position: state === "waiting" ? 6 : null,
  estimate: state === "waiting" ? { lowMinutes: 20, highMinutes: 35 } : null,
  counter: ["called", "serving"].includes(state) ? { id: "baichay.p105", name: "Phòng 105", nameEn: "Room 105" } : null,
  calls: ["called", "serving", "no_show"].includes(state) ? 1 : 0,
  rank: at - 30 * minute,
  issuedAt: at - 30 * minute,
  calledAt: ["called", "serving", "no_show"].includes(state) ? at : null,
  endedAt: null,
  version: 3,
  seq: 412,
  at,
  calling: { label: "A041", counter: "Phòng 105", counterEn: "Room 105" },
  journey: [
    { label: "T012", service: "Tiếp đón", serviceEn: "Reception", state: "served" },
    { label: "A047", service: noi.name, serviceEn: noi.nameEn, state },
  ],
  ...more,
});

export const staffTicket = (number: number, more: Partial<StaffTicket> = {}): StaffTicket => ({
  id: `018f-${number}`,
  version: 2,
  service: noi.id,
  number,
  label: `A${String(number).padStart(3, "0")}`,
  class: "normal",
  claimed: false,
  reason: null,
  state: "waiting",
  counter: null,
  calls: 0,
  step: 1,
  issuedAt: at - (72 - number) * minute,
  calledAt: null,
  startedAt: null,
  ...more,
});

export const desk = (more: Partial<DeskView> = {}): DeskView => ({
  facility: hospital,
  counter: { id: "baichay.p105", name: "Phòng 105", nameEn: "Room 105", services: [noi.id], holds: "A047" },
  services: facility().services.slice(0, 1),
  timezone,
  seq: 412,
  at,
  current: staffTicket(47, {
    state: "serving",
    counter: "baichay.p105",
    calls: 1,
    step: 2,
    issuedAt: at - 35 * minute,
    calledAt: at - 4.4 * minute,
    startedAt: at - 4.2 * minute,
  }),
  waiting: [
    staffTicket(48),
    staffTicket(13, { label: "U013", class: "priority", reason: "child", issuedAt: at - 9 * minute }),
    staffTicket(49, { claimed: true, reason: "pregnant" }),
    staffTicket(50),
    staffTicket(51, { class: "emergency" }),
    ...[52, 53, 54, 55, 56, 57].map((number) => staffTicket(number)),
  ],
  waitingTotal: 14,
  away: [staffTicket(43, { state: "no_show", calls: 1 }), staffTicket(38, { state: "parked", calls: 1 })],
  destinations: facility().services.map(({ id, name, nameEn }) => ({ id, name, nameEn })),
  meanServiceMs: 8 * minute,
  ...more,
});

const call = (seq: number, label: string, room: string) => ({
  seq,
  at: at - (412 - seq) * 1000,
  label,
  service: noi.id,
  counter: `baichay.p${room}`,
  counterName: `Phòng ${room}`,
  counterNameEn: `Room ${room}`,
  speech: `Mời số ${label} đến phòng ${room}`,
});

export const board = (more: Partial<BoardView> = {}): BoardView => ({
  facility: hospital,
  area: { id: "baichay1", name: "Khu khám Nội", nameEn: "Internal medicine", place: "Tầng 1" },
  timezone,
  seq: 412,
  at,
  calls: [call(410, "A047", "105"), call(380, "A046", "103"), call(340, "U012", "104"), call(300, "A045", "105")],
  next: ["A048", "A049", "U013", "A050", "A051"],
  waiting: { [noi.id]: 14 },
  ...more,
});
