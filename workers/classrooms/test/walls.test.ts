import { setClock } from "@ven/kit";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterAll, beforeAll, describe, test } from "vitest";

import { cleanPicture, mostBytes } from "../src/rules/picture";
import { bookOne, openSchool, origin, page, serve, staff } from "./school";

beforeAll(() => setClock({ now: () => Date.parse("2026-11-22T02:00:00Z") }));
afterAll(() => setClock(null));

const text = (words: string) => [...new TextEncoder().encode(words)];
const segment = (marker: number, body: number[]) => [
  0xff,
  marker,
  (body.length + 2) >> 8,
  (body.length + 2) & 255,
  ...body,
];
const frame = (width: number, height: number) =>
  segment(0xc0, [8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);
/** A picture file with what cameras add: place, maker, a comment, a second picture after the end. */
const jpeg = (width: number, height: number, more: number[] = [], after: number[] = []) =>
  new Uint8Array([
    0xff,
    0xd8,
    ...segment(0xe0, text("JFIF\0")),
    ...more,
    ...segment(0xdb, [0, ...Array<number>(64).fill(1)]),
    ...frame(width, height),
    ...segment(0xc4, [0, ...Array<number>(16).fill(0)]),
    ...segment(0xda, [1, 1, 0, 0, 63, 0]),
    0x12,
    0xff,
    0x00,
    0x34,
    0xff,
    0xd0,
    0x56,
    0xff,
    0xd9,
    ...after,
  ]);
const chunk = (name: string, body: number[]) => [
  0,
  0,
  body.length >> 8,
  body.length & 255,
  ...text(name),
  ...body,
  0,
  0,
  0,
  0,
];
const png = (width: number, height: number, more: number[] = []) =>
  new Uint8Array([
    0x89,
    ...text("PNG\r\n\x1a\n"),
    ...chunk("IHDR", [0, 0, width >> 8, width & 255, 0, 0, height >> 8, height & 255, 8, 2, 0, 0, 0]),
    ...more,
    ...chunk("IDAT", [1, 2, 3]),
    ...chunk("IEND", []),
  ]);
const has = (bytes: Uint8Array, words: string) => new TextDecoder("latin1").decode(bytes).includes(words);

describe("a picture of a room", () => {
  test("keeps nothing that is not the picture, and cleaned again it is the same", ({ expect }) => {
    const noise = fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 60 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4096 }),
        fc.integer({ min: 1, max: 4096 }),
        noise,
        noise,
        (width, height, a, b) => {
          const secret = text("GPS 20.95,107.07 ");
          const camera = [
            ...segment(0xe1, [...secret, ...a]),
            ...segment(0xed, [...secret, ...b]),
            ...segment(0xfe, secret),
          ];
          const found = cleanPicture(jpeg(width, height, camera, [...secret, ...a]));
          expect(found).toMatchObject({ type: "image/jpeg", width, height });
          expect(has(found!.bytes, "GPS")).toBe(false);
          expect(cleanPicture(found!.bytes)?.bytes).toEqual(found!.bytes);
          const drawn = cleanPicture(
            png(width, height, [...chunk("tEXt", [...secret, ...a]), ...chunk("eXIf", secret)]),
          );
          expect(drawn).toMatchObject({ type: "image/png", width, height });
          expect(has(drawn!.bytes, "GPS")).toBe(false);
          expect(cleanPicture(drawn!.bytes)?.bytes).toEqual(drawn!.bytes);
        },
      ),
    );
  });

  test("stays upright: how the camera was held is all that is kept of what it wrote", ({ expect }) => {
    const held = [...text("Exif\0\0MM\0*"), 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
    const found = cleanPicture(jpeg(300, 200, segment(0xe1, [...held, ...text("maker")])));
    expect(has(found!.bytes, "maker")).toBe(false);
    expect([...found!.bytes.subarray(4, 10)]).toEqual([0, 34, ...text("Exif")]);
    expect(found!.bytes[31]).toBe(6);
    expect(cleanPicture(found!.bytes)?.bytes).toEqual(found!.bytes);
  });

  test("is nothing else: no page, no drawing, no other file, nothing cut short or too large, and never a fault", ({
    expect,
  }) => {
    for (const other of ["<svg onload=alert(1)>", "GIF89a", "<!doctype html><script>1</script>", "PK\x03\x04", ""])
      expect(cleanPicture(new Uint8Array(text(other.padEnd(64, " "))))).toBeUndefined();
    expect(cleanPicture(jpeg(5000, 100))).toBeUndefined();
    expect(cleanPicture(png(0, 100))).toBeUndefined();
    expect(cleanPicture(new Uint8Array(mostBytes + 1).fill(0xff))).toBeUndefined();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), fc.nat(150), (bytes, isPng, cut) => {
        const whole = isPng ? png(20, 20) : jpeg(20, 20);
        expect(cleanPicture(whole.subarray(0, Math.min(cut, whole.length - 1)))).toBeUndefined();
        const spoilt = new Uint8Array([...whole.subarray(0, isPng ? 8 : 2), ...bytes]);
        const found = cleanPicture(spoilt);
        if (found) expect(found.bytes.length).toBeLessThanOrEqual(spoilt.length + 36);
      }),
    );
  });

  test("is saved by a manager, shown on the floors, served as what it is; anything else is refused in words", async ({
    expect,
  }) => {
    const school = await openSchool();
    const minh = await staff(school.id, "minh", "room-manager");
    const send = async (bytes: Uint8Array) => {
      const form = new FormData();
      form.set("resource", school.of("b"));
      form.set("photo", new File([new Uint8Array(bytes)], "phong.jpg", { type: "image/jpeg" }));
      const body = new Response(form);
      const sent = await body.arrayBuffer();
      const headers = new Headers({ ...minh, accept: "text/html", "content-length": String(sent.byteLength) });
      headers.set("content-type", body.headers.get("content-type")!);
      return serve(
        new Request(`${origin}/s/${school.id}/manage/things/photo`, { method: "POST", headers, body: sent }),
      );
    };
    const refused = await send(new Uint8Array(text("<svg onload=alert(1)>".padEnd(64))));
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain("không phải ảnh JPEG");
    expect((await send(jpeg(320, 240, segment(0xe1, text("GPS 20.95"))))).status).toBe(200);
    const floors = await page(await staff(school.id), `/s/${school.id}/floors`);
    const src = /src="(\/photos\/[^"]+)"/.exec(floors.text)![1]!;
    const photo = await serve(new Request(origin + src));
    expect(photo.headers.get("content-type")).toBe("image/jpeg");
    expect(photo.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
    expect(photo.headers.get("x-content-type-options")).toBe("nosniff");
    expect(has(new Uint8Array(await photo.arrayBuffer()), "GPS")).toBe(false);
    expect((await serve(new Request(origin + src.replace(/.{4}$/, "aaaa")))).status).toBe(404);
  });
});

describe("a board in a hall", () => {
  test("shows its rooms to everybody who has its address, and the same tag until something changes", async ({
    expect,
  }) => {
    const school = await openSchool();
    const minh = await staff(school.id, "minh", "room-manager");
    const made = (await bookOne(await staff(school.id), school, { first: 1, last: 2 })).body.items[0];
    const base = `/s/${school.id}/manage/boards`;
    expect((await page(minh, base, { name: "Sảnh A" })).status).toBe(409);
    const strange = await openSchool();
    expect((await page(minh, base, { name: "Sảnh A", resource: strange.of("b") })).status).toBe(404);
    const list = await page(minh, base, [
      ["name", "Sảnh A"],
      ["resource", school.of("b")],
      ["resource", school.of("d")],
    ]);
    const code = /href="\/h\/([^"]+)"/.exec(list.text)![1]!;
    setClock({ now: () => made.startAt + 60_000 });
    const board = await page({}, `/h/${code}`);
    expect(board.text).toContain("Sảnh A");
    expect(board.text).toContain("ha</strong>");
    expect(board.text).toContain(`data-api="/api/boards/${code}"`);
    const first = await serve(new Request(`${origin}/api/boards/${code}`));
    const etag = first.headers.get("etag")!;
    expect(await first.json()).toMatchObject({ name: "Sảnh A", rooms: [{ now: { label: "ha" } }, { now: null }] });
    const again = (tag: string) =>
      serve(new Request(`${origin}/api/boards/${code}`, { headers: { "if-none-match": tag } }));
    expect((await again(etag)).status).toBe(304);
    await bookOne(await staff(school.id, "lan"), school, { resource: school.of("d"), first: 4 });
    expect((await again(etag)).status).toBe(200);
    await page(await staff(school.id, "minh", "room-manager"), `${base}/drop`, { code });
    expect((await page({}, `/h/${code}`)).status).toBe(404);
    setClock({ now: () => Date.parse("2026-11-22T02:00:00Z") });
    expect(
      await env.DB.prepare("SELECT count(*) AS n FROM room_board WHERE school = ?").bind(school.id).first("n"),
    ).toBe(0);
  });

  test("a phone reads the week of all rooms as a list of days, and every door has its sheet", async ({ expect }) => {
    const school = await openSchool();
    const week = await page(await staff(school.id), `/s/${school.id}/rooms?view=all&date=2026-11-23`);
    expect(week.text).toContain(`<a href="/s/${school.id}/rooms?view=day&amp;date=2026-11-24">`);
    const posters = await page(await staff(school.id, "minh", "room-manager"), `/s/${school.id}/manage/posters`);
    expect(posters.text.match(/class="sheet"/g)).toHaveLength(4);
    expect((await page(await staff(school.id), `/s/${school.id}/manage/posters`)).status).toBe(404);
  });
});
