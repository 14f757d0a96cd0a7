import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { beforeAll, describe, test } from "vitest";

import { readHotspots, writeHotspots } from "../../src/hotspots-file";
import { siteRepository } from "../../src/site-repository";
import { ask, origin, seed } from "../phone";
import { at, layOrganisations, send, staff } from "./operator";

beforeAll(async () => {
  await layOrganisations();
  await seed();
});

const bytes = (text: string) => new TextEncoder().encode(text);
const upload = async (file: Uint8Array<ArrayBuffer> | string, headers: Record<string, string>) => {
  const body = new FormData();
  body.set("file", new File([file], "hotspots.csv"));
  return ask(`${at}/import`, { method: "POST", headers: { ...headers, origin }, body });
};
const shown = (html: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`)
    .exec(html)?.[1]
    ?.replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replaceAll("&lt;", "<") ?? "";
const apply = async (html: string, headers: Record<string, string>) =>
  send(`${at}/import/apply`, { csv: shown(html, "csv"), digest: shown(html, "digest") }, headers);
const exported = async (headers: Record<string, string>) => (await ask(`${at}/export.csv`, { headers })).html;

const head = "Mã điểm phát;Tên;Loại;Phường, xã;Vĩ độ;Kinh độ;Thiết bị;Mức FAS;Máy chủ;Tên thiết bị;GatewayName;Khoá";
const row = (n: number) =>
  `qt-${n};Điểm thử ${n};pier;bai-chay;20,9${n};107,0${n};opennds;4;10.66.${n}.1:2050;02:aa:bb:66:00:${String(n).padStart(2, "0")};QT-${n};`;

describe("an administrator's file of hotspots", () => {
  test("the present 109 come back from their own file without a change, and without a key in it", async ({
    expect,
  }) => {
    const headers = await staff("administrator");
    const file = await exported(headers);
    expect(file.split("\r\n").length).toBeGreaterThanOrEqual(111);
    expect(file).not.toContain("sample-faskey");
    const looked = await upload(file, headers);
    expect(looked.status).toBe(200);
    expect(looked.html).toContain("Nothing changes.");
    expect((await ask(`${at}/export.csv`, { headers: await staff("wifi-operator") })).status).toBe(404);
  });

  test("new ones are shown first and then done; again, it is no change", async ({ expect }) => {
    const headers = await staff("administrator");
    const file = `\uFEFF${[head, row(1), row(2)].join("\r\n")}`;
    const looked = await upload(file, headers);
    expect(looked.html).toContain("2 hotspots new, 0 hotspots changed, 2 gateways new or changed");
    const count = () => env.DB.prepare("SELECT count(*) AS n FROM wifi_site WHERE id LIKE 'qt-%'").first("n");
    expect(await count()).toBe(0);
    const done = await apply(looked.html, headers);
    expect([done.status, done.location]).toEqual([303, `${at}/import?done`]);
    expect(await count()).toBe(2);
    expect((await upload(file, headers)).html).toContain("Nothing changes.");
    const key = await ask(`${at}/gateways/qt-1-1/configuration/opennds.conf`, { headers });
    expect(key.html).toMatch(/faskey [\w-]{32}\n/);

    // A changed row keeps its key; a key that is given becomes the active one beside it.
    const moved = [head, row(1).replace("20,91", "20,92"), row(2).replace("10.66.2.1", "10.66.2.9")].join("\n");
    const second = await upload(moved, headers);
    expect(second.html).toContain("0 hotspots new, 1 hotspots changed, 1 gateways new or changed");
    expect((await apply(second.html, headers)).status).toBe(303);
    const given = await upload([head, `${row(1)}a-key-of-their-own`].join("\n").replace("20,91", "20,92"), headers);
    expect(given.html).toContain("secret");
    await apply(given.html, headers);
    const keys = await env.DB.prepare(
      "SELECT json_array_length(secrets) AS n FROM wifi_gateway WHERE id = 'qt-1-1'",
    ).first("n");
    expect(keys).toBe(2);
    const after = await ask(`${at}/gateways/qt-1-1/configuration/opennds.conf`, { headers });
    expect(after.html).toContain("faskey a-key-of-their-own\n");
  });

  test("what changed between looking and applying is shown again, and not done", async ({ expect }) => {
    const headers = await staff("administrator");
    const looked = await upload([head, row(3)].join("\n"), headers);
    expect((await apply(looked.html, headers)).status).toBe(303);
    const stale = await apply(looked.html, headers);
    expect(stale.status).toBe(409);
    expect(stale.html).toContain("changed since you looked");
  });

  test("every line that is wrong is told, and nothing of the file is done", async ({ expect }) => {
    const headers = await staff("administrator");
    const bad = [head, row(5), row(6).replace("pier", "castle"), row(7).replace("20,97", "97,20"), row(5)].join("\n");
    const looked = await upload(bad, headers);
    expect(looked.status).toBe(400);
    for (const text of ["Line 3", "castle", "Line 4", "Line 5"]) expect(looked.html).toContain(text);
    expect(looked.html).not.toContain('name="digest"');
    const forced = await send(`${at}/import/apply`, { csv: bad, digest: "x" }, headers);
    expect(forced.status).toBe(400);
    expect(await env.DB.prepare("SELECT count(*) AS n FROM wifi_site WHERE id = 'qt-5'").first("n")).toBe(0);
  });

  test("a file in an old encoding, without its columns or without an end is refused in plain words", async ({
    expect,
  }) => {
    const headers = await staff("administrator");
    const utf16 = Uint8Array.from([
      0xff,
      0xfe,
      ...head.split("").flatMap((char) => [char.charCodeAt(0) & 255, char.charCodeAt(0) >> 8]),
    ]);
    expect((await upload(utf16, headers)).html).toContain("encoded in UTF-16 LE");
    expect((await upload(Uint8Array.from([0x4d, 0xe3, 0x20, 0xd0]), headers)).html).toContain("Save it as CSV UTF-8");
    expect((await upload("a;b\n1;2", headers)).html).toContain("Missing column: Mã điểm phát");
    expect((await upload(`${head}\n"qt-9`, headers)).html).toContain("not closed in line 2");
  });

  test("a hotspot of another group is left alone", async ({ expect }) => {
    await env.DB.batch([
      env.DB.prepare(
        `INSERT OR IGNORE INTO wifi_group (id, organisation, name, name_en, ssid, timezone, ways, salt_days, lease_days, sample, version)
         VALUES ('other', 'dakhoa', 'x', 'x', 'x', 'Asia/Ho_Chi_Minh', '["tap"]', 31, 0, 0, 1)`,
      ),
      env.DB.prepare(
        `INSERT OR IGNORE INTO wifi_site (id, "group", name, name_en, kind, ward, lat, lon, egress, sample)
         VALUES ('qt-8', 'other', 'Theirs', 'Theirs', 'pier', 'bai-chay', 20, 107, '[]', 0)`,
      ),
    ]);
    const headers = await staff("administrator");
    const looked = await upload([head, row(8)].join("\n"), headers);
    expect(looked.status).toBe(400);
    expect(looked.html).toContain("Belong to another group: qt-8");
  });

  test("whatever the names are, the file that is written is read back as it was", async ({ expect }) => {
    const sites = await siteRepository(env.DB).all("quang-ninh");
    const [site] = sites;
    if (!site) throw new Error("the seed has sites");
    const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }).filter((text) => {
      const plain = text.normalize("NFC");
      return plain === plain.trim() && plain !== "" && !/\p{Cc}|\p{Cf}|\p{Cs}/u.test(plain) && !plain.startsWith("'");
    });
    fc.assert(
      fc.property(name, fc.integer({ min: 0, max: 1439 }), (text, opens) => {
        const one = { ...site, name: text.normalize("NFC"), opens, closes: 1440 };
        const { records, faults } = readHotspots(bytes(writeHotspots([one])));
        expect(faults).toEqual([]);
        expect(records[0]?.site).toMatchObject({ name: one.name, opens, closes: 1440, lat: site.lat });
      }),
      { numRuns: 200 },
    );
  });
});
