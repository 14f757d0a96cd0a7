import { env, exports } from "cloudflare:workers";
import { describe, test } from "vitest";

import { writeRooms } from "../../src/exchange/rooms-file";
import { writeZip } from "../../src/exchange/zip";
import { ask, openSchool, origin, staff } from "../school";
import { upload } from "./files";

const csv = (...lines: string[]) => lines.join("\n");
const apply = (headers: HeadersInit, run: { id: string; version: number }, more: object = {}) =>
  ask(headers, "POST", `/api/exchange/imports/${run.id}/apply`, { version: run.version, ...more });
const count = (sql: string, ...values: unknown[]) =>
  env.DB.prepare(sql)
    .bind(...values)
    .first<number>("n");

describe("a room manager with a list of rooms", () => {
  test("sees what it would change, applies it, and the second time nothing changes", async ({ expect }) => {
    const school = await openSchool();
    const manager = await staff(school.id, "ha", "room-manager");
    const file = csv(
      "Mã phòng;Tên phòng;Số chỗ;Trang thiết bị",
      "a;Phòng A mới;40;",
      "TIN 1;Phòng Tin 1;38;Máy tính | Máy chiếu",
      ";sai;;",
    );
    const drafted = await upload(manager, school.id, "kind=rooms", file);
    expect(drafted).toMatchObject({
      status: 201,
      body: { status: "draft", total: 1, summary: { added: 1, changed: 0, faultCount: 2 } },
    });
    // Room `a` has two halves; a file cannot take one away.
    expect(drafted.body.summary.faults.map(({ code }) => code)).toEqual(["value-missing", "units-fewer"]);
    expect(await count("SELECT count(*) AS n FROM room_resource WHERE school = ?", school.id)).toBe(5);
    expect(await apply(manager, drafted.body)).toMatchObject({ status: 200, body: { status: "done", done: 1 } });
    const found = await env.DB.prepare(
      "SELECT id, folded, features, version FROM room_resource WHERE school = ? AND code = 'TIN 1'",
    )
      .bind(school.id)
      .first();
    expect(found).toEqual({
      id: `${school.id}.tin-1`,
      folded: "tin 1 phong tin 1",
      features: '["computers","projector"]',
      version: 1,
    });
    const again = await upload(manager, school.id, "kind=rooms", file);
    expect(again.body).toMatchObject({
      status: "done",
      total: 0,
      summary: { added: 0, changed: 0, same: 1, missing: 4 },
    });
    expect(await apply(manager, again.body)).toMatchObject({ status: 409, body: { code: "wrong-state" } });
  });

  test("of a whole province imports 551 rooms in one batch, within a second", async ({ expect }) => {
    const schools = await Promise.all(
      Array.from({ length: 6 }, () => openSchool({ from: "2026-11-01", to: "2026-11-03" })),
    );
    const roles = Object.fromEntries(schools.map(({ id }) => [id, ["room-manager" as const]]));
    const manager = await staff(schools[0]!.id, "so", "room-manager", roles);
    const rooms = Array.from({ length: 551 }, (_, index) => ({
      school: schools[index % 6]!.id,
      kind: "room" as const,
      code: `P${index}`,
      name: `Phòng học thông minh ${index}`,
      capacity: 40,
      units: 1,
      building: "A",
      floor: 1,
      features: ["interactive-board"],
      approval: "none" as const,
      status: "active" as const,
    }));
    const drafted = await upload(manager, schools[0]!.id, "kind=rooms", writeRooms(rooms));
    expect(drafted.body.summary).toMatchObject({ added: 551, faultCount: 0 });
    const started = performance.now();
    expect(await apply(manager, drafted.body)).toMatchObject({ status: 200, body: { status: "done", done: 551 } });
    expect(performance.now() - started).toBeLessThan(3000);
    const again = await upload(manager, schools[0]!.id, "kind=rooms", writeRooms(rooms));
    expect(again.body.summary).toMatchObject({ added: 0, changed: 0, same: 551 });
  });

  test("does not reach the rooms of a school that is not theirs", async ({ expect }) => {
    const [mine, other] = [await openSchool(), await openSchool()];
    const manager = await staff(mine.id, "ha", "room-manager");
    const file = csv(
      "Mã trường;Mã phòng;Tên phòng",
      `${mine.id};X1;Của mình`,
      `${other.id};X1;Của người`,
      `khong-co;X1;Không có`,
    );
    const drafted = await upload(manager, mine.id, "kind=rooms", file);
    expect(drafted.body.summary.added).toBe(1);
    // A stranger's school and one that does not exist look the same.
    expect(drafted.body.summary.faults).toEqual([
      { line: 0, code: "unknown-reference", value: other.id },
      { line: 0, code: "unknown-reference", value: "khong-co" },
    ]);
    await apply(manager, drafted.body);
    expect(await count("SELECT count(*) AS n FROM room_resource WHERE school = ? AND code = 'X1'", other.id)).toBe(0);
    expect((await upload(manager, other.id, "kind=rooms", file)).status).toBe(404);
    const stranger = await staff(other.id, "lan", "room-manager");
    expect((await ask(stranger, "GET", `/api/exchange/imports/${drafted.body.id}`)).status).toBe(404);
    expect((await apply(stranger, drafted.body)).status).toBe(404);
    const teacher = await staff(mine.id);
    expect((await upload(teacher, mine.id, "kind=rooms", file)).status).toBe(404);
    expect((await upload({}, mine.id, "kind=rooms", file)).status).toBe(401);
  });

  test("who shares the work with a colleague applies it once", async ({ expect }) => {
    const school = await openSchool();
    const manager = await staff(school.id, "ha", "room-manager");
    const { body } = await upload(manager, school.id, "kind=rooms", csv("Mã phòng,Tên phòng", "Z1,Phòng Z"));
    const answers = await Promise.all(Array.from({ length: 6 }, () => apply(manager, body)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409, 409, 409]);
  });

  test("is told why a file is refused, in words", async ({ expect }) => {
    const school = await openSchool();
    const manager = await staff(school.id, "ha", "room-manager");
    const utf16 = Uint8Array.from([0xff, 0xfe, 0x4d, 0]);
    expect(await upload(manager, school.id, "kind=rooms", utf16)).toMatchObject({
      status: 400,
      body: {
        code: "validation-failed",
        fault: "encoding",
        detail: "Tệp dùng bảng mã UTF-16 LE. Hãy lưu lại dưới dạng UTF-8 (trong Excel: CSV UTF-8).",
      },
    });
    expect(await upload(manager, school.id, "kind=rooms", "a,b\n1,2")).toMatchObject({
      status: 400,
      body: { fault: "header-missing" },
    });
    expect(await upload(manager, school.id, "kind=timetable&from=2026-11-23", utf16)).toMatchObject({ status: 400 });
    expect((await upload(manager, school.id, "kind=rooms", "x".repeat(9 * 1024 * 1024))).status).toBe(413);
  });
});

describe("a school with its people in files", () => {
  test("imports teachers by CSV, and keeps whose account is whose", async ({ expect }) => {
    const school = await openSchool();
    const manager = await staff(school.id, "ha", "room-manager");
    const file = csv("Mã GV,Họ và tên,Tổ", "ha,Nguyễn Thu Hà,toan", "moi,Đỗ Văn Mới,ly", "=x,Công thức,");
    const drafted = await upload(manager, school.id, "kind=people", file);
    expect(drafted.body.summary).toMatchObject({ added: 2, changed: 1, missing: 2 });
    await apply(manager, drafted.body);
    const ha = await env.DB.prepare("SELECT subject, name, short_name FROM room_person WHERE id = ?")
      .bind(school.of("ha"))
      .first();
    expect(ha).toEqual({ subject: `ha.${school.id}`, name: "Nguyễn Thu Hà", short_name: "Hà" });
    expect((await upload(manager, school.id, "kind=people", file)).body.summary).toMatchObject({
      added: 0,
      changed: 0,
    });
  });

  test("imports a OneRoster package in bulk and as a delta", async ({ expect }) => {
    const school = await openSchool();
    const manager = await staff(school.id, "ha", "room-manager");
    const roster = (mode: string, users: string) =>
      writeZip({
        "manifest.csv": `propertyName,value\noneroster.version,1.2\nfile.orgs,bulk\nfile.users,${mode}\nfile.roles,${mode}\nfile.classes,bulk\nfile.enrollments,absent\n`,
        "orgs.csv": `sourcedId,status,dateLastModified,name,type,identifier\no1,,,Trường,school,${school.id}\n`,
        "users.csv": `sourcedId,status,dateLastModified,enabledUser,username,givenName,familyName,middleName,identifier\n${users}`,
        "roles.csv":
          "sourcedId,status,dateLastModified,userSourcedId,roleType,role,orgSourcedId\nr1,,,u1,primary,teacher,o1\nr2,,,u2,primary,teacher,o1\n",
        "classes.csv":
          "sourcedId,status,dateLastModified,title,grades,classCode,classType,schoolSourcedId\nc1,,,Lớp 11B2,11,11B2,homeroom,o1\n",
      });
    const bulk = await upload(
      manager,
      school.id,
      "kind=oneroster",
      new Uint8Array(await roster("bulk", "u1,,,true,x,Hà,Nguyễn,Thu,ha\nu2,,,true,y,Tân,Vũ,,gvtan\n")),
    );
    expect(bulk.body.summary).toMatchObject({ added: 2, changed: 1, missing: 4, mode: "bulk" });
    await apply(manager, bulk.body);
    expect(
      await count("SELECT count(*) AS n FROM room_class WHERE school = ? AND code = '11B2' AND grade = 11", school.id),
    ).toBe(1);
    // The department that the school knows is not lost, although OneRoster has none.
    expect(
      await env.DB.prepare("SELECT department FROM room_person WHERE id = ?").bind(school.of("ha")).first("department"),
    ).toBe("toan");
    const delta = await upload(
      manager,
      school.id,
      "kind=oneroster",
      new Uint8Array(await roster("delta", "u2,tobedeleted,,true,y,Tân,Vũ,,gvtan\n")),
    );
    expect(delta.body.summary).toMatchObject({ added: 0, changed: 1, missing: 0, mode: "delta" });
    await apply(manager, delta.body);
    expect(
      await env.DB.prepare("SELECT status FROM room_person WHERE school = ? AND code = 'gvtan'")
        .bind(school.id)
        .first("status"),
    ).toBe("left");
  });

  test("imports the terms of a OneRoster package, and the second time nothing changes", async ({ expect }) => {
    const school = await openSchool();
    const manager = await staff(school.id, "ha", "room-manager");
    const bytes = await writeZip({
      "manifest.csv": "propertyName,value\noneroster.version,1.2\nfile.academicSessions,bulk\nfile.users,absent\n",
      "academicSessions.csv":
        "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear\ny,,,2026–2027,schoolYear,2026-09-05,2027-05-31,,2027\nt1,,,Học kì I,semester,2026-11-02,2027-01-15,y,2027\nt2,,,Học kì II,semester,2027-01-18,2027-05-28,y,2027\ng,,,Giữa kì,gradingPeriod,2026-11-02,2026-11-15,y,2027\n",
    });
    const drafted = await upload(manager, school.id, "kind=oneroster", new Uint8Array(bytes));
    expect(drafted.body.summary).toMatchObject({ added: 2, changed: 1, faultCount: 0 });
    expect((await apply(manager, drafted.body)).status).toBe(200);
    const { results } = await env.DB.prepare(
      "SELECT term, name, starts_on AS startsOn, ends_on AS endsOn FROM room_term WHERE school = ? ORDER BY term",
    )
      .bind(school.id)
      .all();
    expect(results).toEqual([
      { term: 1, name: "Học kì I", startsOn: "2026-11-02", endsOn: "2027-01-15" },
      { term: 2, name: "Học kì II", startsOn: "2027-01-18", endsOn: "2027-05-28" },
    ]);
    expect(await count("SELECT count(*) AS n FROM room_year WHERE school = ? AND name = '2026–2027'", school.id)).toBe(
      1,
    );
    const again = await upload(manager, school.id, "kind=oneroster", new Uint8Array(bytes));
    expect(again.body).toMatchObject({ status: "done", total: 0, summary: { added: 0, changed: 0, same: 2 } });
  });
});

describe("a browser without JavaScript", () => {
  const form = (headers: Record<string, string>, path: string, values: Record<string, string | File>) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(values)) body.set(name, value);
    return exports.default.fetch(origin + path, {
      method: "POST",
      headers: { ...headers, origin, accept: "text/html" },
      body,
      redirect: "manual",
    });
  };
  const show = (headers: Record<string, string>, path: string) =>
    exports.default.fetch(origin + path, { headers: { ...headers, accept: "text/html" } });

  test("uploads, reads the preview and applies it", async ({ expect }) => {
    const school = await openSchool();
    const manager = await staff(school.id, "ha", "room-manager");
    expect(await (await show(manager, `/exchange/${school.id}`)).text()).toContain('enctype="multipart/form-data"');
    const file = new File(["Mã phòng,Tên phòng\nQ1,Phòng <Q>"], "rooms.csv");
    const sent = await form(manager, `/exchange/${school.id}/imports`, { kind: "rooms", file, from: "", resource: "" });
    expect(sent.status).toBe(303);
    const at = sent.headers.get("location") ?? "";
    const preview = await (await show(manager, at)).text();
    expect(preview).toContain("Phòng &lt;Q");
    const version = /name="version" value="(\d+)"/.exec(preview)?.[1] ?? "";
    expect((await form(manager, `${at}/apply`, { version })).status).toBe(303);
    expect(await (await show(manager, at)).text()).toContain("Đã xong");
    expect(await (await show(manager, `${at}?lang=en`)).text()).toContain("Done");
  });

  test("is shown the form again with the reason when a file is refused", async ({ expect }) => {
    const school = await openSchool();
    const manager = await staff(school.id, "ha", "room-manager");
    const refused = await form(manager, `/exchange/${school.id}/imports`, {
      kind: "rooms",
      file: new File([Uint8Array.from([0xff, 0xfe, 0x4d, 0])], "a.csv"),
    });
    expect(refused.status).toBe(400);
    const page = await refused.text();
    expect(page).toContain("UTF-16 LE");
    expect(page).toContain('type="file"');
  });
});
