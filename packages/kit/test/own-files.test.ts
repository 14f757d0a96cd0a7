import { beforeEach, describe, test } from "vitest";

import { createApp, html, setClock, titleOf } from "../src";
import { defineMessages } from "../src/i18n";
import { forgetOwnFiles } from "../src/own-files";
import { styleAt } from "../src/styles";

const greeting = defineMessages("test.own-files", { vi: { hello: "Xin chào" }, en: { hello: "Hello" } });
const address = "/assets/style-phone-1.css";

/** A page that shows its language's word, and its style or the link to it. */
const app = createApp<{ SELF_ORIGIN: string; ASSETS?: Fetcher }>({ service: "kit" })
  .get("/hello", (c) => {
    const style = styleAt(address);
    return html(c, { html: `${greeting(c.var.lang).hello} ${style?.css ?? "linked"}`, styleHash: style?.hash ?? [] });
  })
  .get("/api/hello", (c) => c.text(greeting(c.var.lang).hello));

const stored: Record<string, unknown> = {
  "/texts/ko.json": { "test.own-files": { hello: "안녕하세요" }, "kit.problems": { "not-found": "찾을 수 없습니다" } },
  "/styles.json": { [address]: { css: "body{}", hash: "sha256-body" } },
};

let asked: string[];
let away: boolean | "silent";
const files = {
  fetch: (url: URL) => {
    asked.push(url.pathname);
    if (away === "silent") return new Promise(() => {});
    const content = stored[url.pathname];
    return Promise.resolve(away || !content ? new Response(null, { status: 404 }) : Response.json(content));
  },
} as unknown as Fetcher; // only fetch is called

const read = async (path: string, env: { ASSETS?: Fetcher } = { ASSETS: files }) => {
  const answer = await app.fetch(new Request(`https://kit.test${path}`), { SELF_ORIGIN: "https://kit.test", ...env });
  return { text: await answer.text(), policy: answer.headers.get("content-security-policy") };
};

beforeEach(() => {
  forgetOwnFiles();
  setClock({ now: () => Date.now() });
  asked = [];
  away = false;
});

describe("a guest from Korea", () => {
  test("reads Korean from the first page on, and the words are fetched once", async ({ expect }) => {
    expect((await read("/hello?lang=ko")).text).toBe("안녕하세요 body{}");
    expect((await read("/hello?lang=ko")).text).toBe("안녕하세요 body{}");
    expect(asked.toSorted()).toEqual(["/styles.json", "/texts/ko.json"]);
    expect(titleOf("not-found", "ko")).toBe("찾을 수 없습니다");
  });

  test("reads English while the words cannot be had, and Korean as soon as they can", async ({ expect }) => {
    let now = Date.now();
    setClock({ now: () => now });
    away = true;
    expect((await read("/api/hello?lang=ko")).text).toBe("Hello");
    away = false;
    expect((await read("/api/hello?lang=ko")).text).toBe("Hello");
    expect(asked).toEqual(["/texts/ko.json"]);
    now += 2000;
    expect((await read("/api/hello?lang=ko")).text).toBe("안녕하세요");
  });

  test("does not wait for files that never come", async ({ expect }) => {
    away = "silent";
    const started = performance.now();
    expect((await read("/hello?lang=ko")).text).toBe("Hello linked");
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe("a page", () => {
  test("carries its style, named in its policy; without the file it links to it", async ({ expect }) => {
    expect((await read("/hello", {})).text).toBe("Xin chào linked");
    const { text, policy } = await read("/hello");
    expect(text).toBe("Xin chào body{}");
    expect(policy).toContain("style-src 'self' 'sha256-body';");
  });

  test("in Vietnamese or English needs no words from elsewhere, and data no styles", async ({ expect }) => {
    expect((await read("/hello?lang=vi")).text).toBe("Xin chào body{}");
    expect((await read("/hello?lang=en")).text).toBe("Hello body{}");
    expect(asked).toEqual(["/styles.json"]);
    forgetOwnFiles();
    asked = [];
    await read("/api/hello?lang=en");
    expect(asked).toEqual([]);
  });
});
