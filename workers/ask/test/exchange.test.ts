import { env } from "cloudflare:workers";
import { beforeAll, describe, test } from "vitest";

import { deskRoutes } from "../src/routes/desk";
import { officeRoutes } from "../src/routes/office";
import { entries } from "./fixtures";
import { call, open, openCentre, staff, submit } from "./people";

let editor: Record<string, string>;
beforeAll(async () => {
  await openCentre();
  editor = await staff("editor");
  await call("POST", "/api/admin/entries", { headers: editor, json: { entries } });
});

/** A file as a browser sends it without a script. */
async function upload(text: string, name = "entries.csv", who = editor) {
  const body = new FormData();
  body.set("file", new File([text], name));
  const answer = await officeRoutes.fetch(
    new Request("https://ask.test/office/exchange?lang=vi", {
      method: "POST",
      headers: { ...who, origin: "https://ask.test", accept: "text/html" },
      body,
    }),
    env,
  );
  const page = await answer.text();
  const hidden = /<textarea name="entries" hidden>([^<]*)</.exec(page)?.[1] ?? "";
  const plain = hidden
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
  return { status: answer.status, page, entries: plain };
}
const csv = async () => (await call("GET", "/api/admin/entries?format=csv", { headers: editor })).text;

describe("an editor with a file", () => {
  test("finds nothing new in what was just downloaded, as a table or as JSON", async ({ expect }) => {
    for (const file of [await csv(), (await call("GET", "/api/admin/entries", { headers: editor })).text]) {
      const { status, page } = await upload(file);
      expect(status).toBe(200);
      expect(page).toContain("Tệp không có gì khác");
      expect(page).toContain(`Giữ nguyên: ${entries.length}`);
    }
  });

  test("sees the difference first; then new entries are drafts, and changes wait beside what is live", async ({
    expect,
  }) => {
    const changed = `${(await csv()).replace("từ 8 giờ đến 16 giờ", "từ 7 giờ đến 17 giờ")}moi,vi,live,Chủ đề mới,,Nội dung mới,,,,,,,,,,Nguồn | 2026-11-01\r\n`;
    const seen = await upload(changed);
    expect(seen.page).toMatch(/<del>8<\/del>|<ins>7/);
    expect(seen.page).toContain("Chủ đề mới");
    expect(seen.page).toContain("Nhập 2 bài");
    expect(await env.DB.prepare("SELECT count(*) AS n FROM ask_revision").first("n")).toBe(0);
    const applied = await submit("/office/exchange/apply", { entries: seen.entries }, editor);
    expect(applied.headers.get("location")).toBe("/office/exchange?imported=2");
    expect(await env.DB.prepare("SELECT state FROM ask_entry WHERE id = 'moi#vi'").first("state")).toBe("draft");
    expect(await env.DB.prepare("SELECT answer FROM ask_revision WHERE entry = 'kayak#vi'").first("answer")).toContain(
      "7 giờ đến 17 giờ",
    );
    expect(await (await open("/topics/kayak?lang=vi")).text()).toContain("8 giờ");
  });

  test("is told which lines could not be read, and the rest is still there", async ({ expect }) => {
    const { page } = await upload("topic,lang,title,answer\r\nmot,vi,Một,Đáp\r\nhai,tiếng việt,Hai,Đáp\r\n");
    expect(page).toContain("Dòng 3");
    expect(page).toContain("Nhập 1 bài");
    for (const broken of ["", "không có cột nào\r\n", "{", '{"entries": 5}', "a".repeat(30_000)])
      expect((await upload(broken)).status).toBe(409);
  });

  test("of another organisation cannot change what is not theirs", async ({ expect }) => {
    const hue = await staff("editor", "hue", "p-hue");
    const seen = await upload((await csv()).replace("Báo công an phường", "Không báo ai"), "entries.csv", hue);
    expect(seen.entries).toBe("");
    expect((await upload("topic,lang,title,answer\r\n", "x.csv", await staff("agent"))).status).toBe(404);
  });
});

test("the desk's and the office's pages are in scripts of their own, which know nothing of each other", async ({
  expect,
}) => {
  const at = (path: string) => new Request(`https://ask.test${path}`, { headers: editor });
  expect((await deskRoutes.fetch(at("/office/entries"), env)).status).toBe(404);
  expect((await officeRoutes.fetch(at("/desk"), env)).status).toBe(404);
});
