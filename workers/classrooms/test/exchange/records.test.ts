import { describe, test } from "vitest";

import { borrowingTable, type RegisterEntry, registerTable } from "../../src/exchange/register";
import { groupUsage, shareOfOpen } from "../../src/exchange/usage";
import { isDeliverable, nextAttemptAt, replayWindowMs, signDelivery, verifyDelivery } from "../../src/exchange/webhook";

const entry: RegisterEntry = {
  date: "2026-09-07",
  resource: "Phòng Tin 1",
  unit: 0,
  first: 1,
  last: 2,
  starts: "07:00",
  ends: "08:35",
  classes: ["10A1", "10A2"],
  subject: "Tin học",
  title: "=Bài 3",
  teacher: "Nguyễn Thu Hà",
  status: "released",
  before: "good",
  after: "fault",
  notes: ["Một máy không lên"],
};

describe("the register of a room", () => {
  test("has one row a lesson in order, with what was found and left and who signed", ({ expect }) => {
    const missed: RegisterEntry = {
      ...entry,
      date: "2026-09-05",
      first: null,
      last: null,
      status: "no_show",
      before: null,
      after: null,
      notes: [],
      title: "",
    };
    const { head, rows } = registerTable([entry, missed], "vi");
    expect(rows).toEqual([
      [1, "05/09/2026", "Bảy", "07:00–08:35", "10A1, 10A2", "Tin học", "", "Nguyễn Thu Hà", "Không sử dụng", "", ""],
      [
        2,
        "07/09/2026",
        "Hai",
        "1–2",
        "10A1, 10A2",
        "Tin học",
        "=Bài 3. Một máy không lên",
        "Nguyễn Thu Hà",
        "Tốt",
        "Có hỏng hóc",
        "Đã ký",
      ],
    ]);
    expect(rows.every((row) => row.length === head.length)).toBe(true);
    expect(borrowingTable([{ ...entry, unit: 2 }, missed], "en").rows).toEqual([
      [
        1,
        "07/09/2026",
        "Phòng Tin 1",
        2,
        "1–2",
        "10A1, 10A2",
        "=Bài 3. Một máy không lên",
        "Nguyễn Thu Hà",
        "Good",
        "Faulty",
        "Signed",
        "Signed",
      ],
    ]);
  });
});

describe("utilisation", () => {
  test("is summed for communes and the province, with a target weighed by open periods", ({ expect }) => {
    const row = (name: string, commune: string, open: number, booked: number, targetPerMille: number) => ({
      name,
      commune,
      rooms: 10,
      open,
      booked,
      used: booked,
      targetPerMille,
    });
    const rows = [row("a", "x", 100, 50, 500), row("b", "x", 300, 60, 700), row("c", "y", 0, 0, 500)];
    expect(groupUsage(rows, ({ commune }) => commune)).toMatchObject([
      { name: "x", rooms: 20, open: 400, booked: 110, targetPerMille: 650 },
      { name: "y", open: 0, targetPerMille: 0 },
    ]);
    expect(shareOfOpen({ open: 400, booked: 110, used: 55 }, 250)).toEqual({
      perMille: 275,
      usedPerMille: 138,
      target: 250,
      met: true,
    });
    expect(shareOfOpen({ open: 0, booked: 0, used: 0 }, 1)).toMatchObject({ perMille: 0, met: false });
  });
});

describe("a system that is told of bookings", () => {
  const now = Date.UTC(2026, 8, 7);
  test("believes what is signed with its secret, unchanged and fresh, and nothing else", async ({ expect }) => {
    const header = await signDelivery("secret", '{"a":1}', now);
    expect(header).toMatch(/^t=1788739200,v1=[0-9a-f]{64}$/);
    expect(await verifyDelivery("secret", header, '{"a":1}', now + replayWindowMs)).toBe(true);
    expect(await verifyDelivery("secret", header, '{"a":1}', now + replayWindowMs + 1)).toBe(false);
    expect(await verifyDelivery("secret", header, '{"a":1}', now - replayWindowMs - 1)).toBe(false);
    expect(await verifyDelivery("secret", header, '{"a":2}', now)).toBe(false);
    expect(await verifyDelivery("other", header, '{"a":1}', now)).toBe(false);
    expect(await verifyDelivery("secret", header.replace("t=1788739200", "t=1788739201"), '{"a":1}', now)).toBe(false);
    expect(await verifyDelivery("secret", "v1=", '{"a":1}', now)).toBe(false);
  });

  test("is tried again later and later, and then given up", ({ expect }) => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8].map((attempts) => nextAttemptAt(attempts, 0));
    expect(waits.slice(0, -1).every((wait, index, all) => wait !== undefined && wait > (all[index - 1] ?? 0))).toBe(
      true,
    );
    expect(waits.at(-1)).toBeUndefined();
  });

  test.for([
    ["https://hooks.school.example/ven", true],
    ["http://hooks.school.example/ven", false],
    ["https://127.0.0.1/", false],
    ["https://[::1]/", false],
    ["https://2130706433/", false],
    ["https://localhost/", false],
    ["https://printer.local/", false],
    ["https://intranet/", false],
    ["https://a:b@hooks.school.example/", false],
    ["https://hooks.school.example:8443/", false],
    ["file:///etc/passwd", false],
    ["", false],
  ] as const)("at %j: %s", ([address, allowed], { expect }) => {
    expect(isDeliverable(address)).toBe(allowed);
  });
});
