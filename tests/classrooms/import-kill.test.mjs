import { randomInt } from "node:crypto";

import { afterEach, beforeEach, describe, test } from "vitest";

import { bundle } from "../../tools/lib/bundle.mjs";
import { pause, peopleOf } from "../city/people.mjs";
import { openHome } from "../city/server.mjs";

const school = "thpt-hongai";
let house;
let people;
let server;
beforeEach(async () => {
  await bundle("development");
  house = await openHome();
  people = peopleOf(house);
});
afterEach(async () => {
  await people.leave();
  if (server?.members().length) await server.signal("SIGKILL");
  house.remove();
});

async function open() {
  server = house.start();
  await server.ready();
}

const manager = () => people.staff(`manager.${school}`, { service: "classrooms" });
const ask = async (method, path, { json, body } = {}) =>
  people.send(house.originOf("classrooms") + path, { method, headers: manager(), ...(json ? { json } : { body }) });

/** The timetable as teachers see it: every booking from a date on. */
async function seen(from, to) {
  const all = [];
  for (let next = ""; next !== null;) {
    const { body } = await ask(
      "GET",
      `/api/records/schools/${school}/bookings?from=${from}&to=${to}${next && `&cursor=${next}`}`,
    );
    all.push(
      ...body.items.map(({ label, resource, date, startAt, endAt, status }) => [
        label,
        resource,
        date,
        startAt,
        endAt,
        status,
      ]),
    );
    next = body.next;
  }
  return all;
}

/** Lessons that fill the weeks of classes that the file brings with it, two in each room of the sample. */
const roster = (classes) =>
  [
    "Lớp;Thứ;Tiết;Môn;GV;Phòng",
    ...classes.flatMap((name, n) =>
      [2, 3, 4, 5, 6, 7].flatMap((day) =>
        [1, 2, 3, 4, 5]
          .map((period) => `${name};${day};${period};Môn ${day}${period};;${""}`)
          .concat(n < 2 ? [`${name};${day};${6 + n};Tin;${["an", "binh"][n]};a101`] : []),
      ),
    ),
  ].join("\n");

describe("a deputy head whose server loses its power while a timetable is being imported", () => {
  test(
    "finds nothing of it before and all of it after going on, whenever the power went",
    { timeout: 240_000 },
    async ({ expect }) => {
      await open();
      const { body: list } = await ask("GET", `/api/exchange/schools/${school}/imports`);
      expect(list.items).toEqual([]);
      // Forty classes: the file of people comes first, as a school would do it.
      const names = Array.from({ length: 40 }, (_, index) => `20K${index}`);
      const day = new Date(Date.now() + 14 * 86_400_000);
      const from = day.toISOString().slice(0, 10);
      const to = new Date(day.getTime() + 120 * 86_400_000).toISOString().slice(0, 10);
      await addClasses(names);
      const before = await seen(from, to);
      const drafted = await ask("POST", `/api/exchange/schools/${school}/imports?kind=timetable&from=${from}`, {
        body: roster(names),
      });
      expect(drafted.status).toBe(201);
      expect(drafted.body.summary).toMatchObject({ faultCount: 0 });
      expect(drafted.body.total).toBeGreaterThan(1200);
      let run = drafted.body;
      for (let cut = 0; cut < 4; cut++) {
        // One chunk for certain, and the power goes somewhere in the next.
        const step = await ask("POST", `/api/exchange/imports/${run.id}/apply`, {
          json: { version: run.version, chunks: 1 },
        });
        if (step.body.status === "done") break;
        expect(step.status).toBe(200);
        const next = ask("POST", `/api/exchange/imports/${run.id}/apply`, {
          json: { version: step.body.version, chunks: 1 },
        }).catch(() => undefined);
        await pause(randomInt(12));
        expect(await server.signal("SIGKILL")).toEqual([]);
        await next;
        await open();
        run = (await ask("GET", `/api/exchange/imports/${run.id}`)).body;
        if (run.status === "done") break;
        expect(run.status).toBe("applying");
        expect(await seen(from, to)).toEqual(before);
      }
      while (run.status !== "done") {
        const { status, body } = await ask("POST", `/api/exchange/imports/${run.id}/apply`, {
          json: { version: run.version },
        });
        expect(status).toBe(200);
        run = body;
      }
      expect(run.done).toBe(run.total);
      const after = await seen(from, to);
      expect(after).not.toEqual(before);
      expect(after.filter(([label]) => label.startsWith("20K0 ")).length).toBeGreaterThan(10);
      // And a second time it changes nothing.
      const again = await ask("POST", `/api/exchange/schools/${school}/imports?kind=timetable&from=${from}`, {
        body: roster(names),
      });
      expect(again.body).toMatchObject({
        status: "done",
        total: 0,
        summary: { added: 0, changed: 0, moved: 0, removed: 0 },
      });
      expect(await seen(from, to)).toEqual(after);
    },
  );
});

describe("a clerk whose server loses its power while a list is being applied", () => {
  const upload = (kind, body) => ask("POST", `/api/exchange/schools/${school}/imports?kind=${kind}`, { body });
  const many = 400;
  const upTo = (line) => Array.from({ length: many }, (_, n) => line(n)).join("\n");
  /** Each list with what it would add, and how much of that is seen in what the school takes away again. */
  const lists = [
    {
      kind: "rooms",
      body: () => `Mã phòng,Tên phòng\n${upTo((n) => `kill${n},Phòng ${n}`)}\n`,
      seen: async () => (await ask("GET", `/records/${school}/rooms.csv`)).text.split("kill").length - 1,
    },
    {
      kind: "people",
      body: () => `Mã giáo viên,Họ và tên\n${upTo((n) => `kill${n},Nguyễn Văn ${n}`)}\n`,
      seen: async () => (await ask("GET", `/records/${school}/people.csv`)).text.split("kill").length - 1,
    },
    {
      kind: "oneroster",
      body: async () => {
        const { writeStoredZip } = await import("./stored-zip.mjs");
        return writeStoredZip({
          "manifest.csv":
            "propertyName,value\noneroster.version,1.2\nfile.orgs,bulk\nfile.users,delta\nfile.roles,delta\n",
          "orgs.csv": `sourcedId,status,dateLastModified,name,type,identifier\no1,,,Trường,school,${school}\n`,
          "users.csv": `sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,identifier\n${upTo((n) => `u${n},,,true,u${n},Văn ${n},Lê,zip-kill${n}`)}\n`,
          "roles.csv": `sourcedId,status,dateLastModified,userSourcedId,roleType,role,orgSourcedId\n${upTo((n) => `r${n},,,u${n},primary,teacher,o1`)}\n`,
        });
      },
      seen: async () => (await ask("GET", `/records/${school}/people.csv`)).text.split("zip-kill").length - 1,
    },
  ];

  test("finds all of it or nothing, and may go on", { timeout: 240_000 }, async ({ expect }) => {
    await open();
    for (const { kind, body, seen } of lists) {
      const drafted = await upload(kind, await body());
      expect([drafted.status, drafted.body.total], kind).toEqual([201, many]);
      const { id, version } = drafted.body;
      const applying = ask("POST", `/api/exchange/imports/${id}/apply`, { json: { version } }).catch(() => undefined);
      await pause(randomInt(25));
      expect(await server.signal("SIGKILL")).toEqual([]);
      await applying;
      await open();
      const run = (await ask("GET", `/api/exchange/imports/${id}`)).body;
      expect(await seen(), `${kind} ${run.status}`).toBe(run.status === "done" ? many : 0);
      if (run.status === "done") continue;
      expect(run.status).toBe("draft");
      const again = await ask("POST", `/api/exchange/imports/${id}/apply`, { json: { version: run.version } });
      expect([again.status, again.body.status]).toEqual([200, "done"]);
      expect(await seen()).toBe(many);
    }
  });
});

/** Classes come by OneRoster. */
async function addClasses(names) {
  const { writeStoredZip } = await import("./stored-zip.mjs");
  const rows = names.map((name, index) => `c${index},,,Lớp ${name},10,${name},homeroom,o1`).join("\n");
  const bytes = writeStoredZip({
    "manifest.csv":
      "propertyName,value\noneroster.version,1.2\nfile.orgs,bulk\nfile.users,absent\nfile.classes,delta\n",
    "orgs.csv": `sourcedId,status,dateLastModified,name,type,identifier\no1,,,Trường,school,${school}\n`,
    "classes.csv": `sourcedId,status,dateLastModified,title,grades,classCode,classType,schoolSourcedId\n${rows}\n`,
  });
  const drafted = await ask("POST", `/api/exchange/schools/${school}/imports?kind=oneroster`, { body: bytes });
  if (drafted.status !== 201) throw new Error(drafted.text);
  const { status } = await ask("POST", `/api/exchange/imports/${drafted.body.id}/apply`, {
    json: { version: drafted.body.version },
  });
  if (status !== 200) throw new Error(`classes: ${status}`);
}
