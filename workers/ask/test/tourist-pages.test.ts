import { beforeAll, describe, test } from "vitest";

import { entries } from "./fixtures";
import { call, open, openCentre, staff, submit } from "./people";

beforeAll(async () => {
  await openCentre();
  await call("POST", "/api/admin/entries", { headers: await staff(), json: { entries } });
});

describe("a tourist without a script", () => {
  test("opens the first page in each language and sees four emergency numbers first", async ({ expect }) => {
    for (const lang of ["vi", "en", "zh", "ko", "ja", "fr"]) {
      const page = await open(`/?lang=${lang}`);
      expect(page.status).toBe(200);
      const text = await page.text();
      expect(text).toContain(`<html lang="${lang}"`);
      expect(text.indexOf('href="tel:113"')).toBeLessThan(text.indexOf('name="q"'));
    }
  });

  test("asks, reads the answer with its source, says it was right, and asks a person", async ({ expect }) => {
    const asked = await submit("/ask?lang=vi", { q: "vé vịnh hạ long bao nhiêu tiền", place: "Cảng Tuần Châu" });
    expect(asked.status).toBe(303);
    const path = asked.headers.get("location") ?? "";
    expect(path).toMatch(/^\/t\/quang-ninh-[\w-]{22}$/);
    const text = await (await open(`${path}?lang=vi`)).text();
    expect(text).toContain("290.000 đồng");
    expect(text).toContain("Nguồn");
    expect(text).toContain("Cảng Tuần Châu");
    expect(text).toContain('role="log"');
    const seq = /name="seq" value="(\d+)"/.exec(text)?.[1] ?? "";
    const judged = await submit(`${path}/useful`, { seq, useful: "1" });
    expect(judged.headers.get("location")).toBe(path);
    expect(await (await open(`${path}?lang=vi`)).text()).toContain("Cảm ơn bạn đã cho biết");
    expect((await submit(`${path}/person`, {})).status).toBe(303);
    const waiting = await (await open(`${path}?lang=vi`)).text();
    expect(waiting).toContain("đã được chuyển tới nhân viên");
  });

  test("gets no machine's word once a person has the question", async ({ expect }) => {
    const path = (await submit("/ask", { q: "kayak", person: "1" })).headers.get("location") ?? "";
    const thread = path.slice(3);
    await submit("/ask", { q: "vé vịnh hạ long bao nhiêu tiền", thread });
    const { body } = await call<{ state: string; messages: { author: string }[] }>("GET", `/api/threads/${thread}`);
    expect(body.state).toBe("open");
    expect(body.messages.at(-1)?.author).toBe("asker");
  });

  test("asks by link and is told what is not known", async ({ expect }) => {
    const page = await open("/?q=kayak%20o%20dau&lang=vi");
    expect(await page.text()).toContain("kayak");
    expect((await submit("/ask", { q: "   " })).status).toBe(400);
    expect((await open("/t/quang-ninh-AAAAAAAAAAAAAAAAAAAAAA")).status).toBe(404);
  });

  test("a page that polls hears nothing new until something is", async ({ expect }) => {
    const path = (await submit("/ask", { q: "kayak", person: "1" })).headers.get("location") ?? "";
    const first = await call("GET", `/api/threads/${path.slice(3)}`);
    const etag = first.headers.get("etag") ?? "";
    expect((await call("GET", `/api/threads/${path.slice(3)}`, { headers: { "if-none-match": etag } })).status).toBe(
      304,
    );
  });
});
