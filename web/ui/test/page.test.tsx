import { createHash } from "node:crypto";

import { deployment } from "@ven/city";
import { languages } from "@ven/contracts";
import { addTexts } from "@ven/kit/i18n";
import { addStyles } from "@ven/kit/styles";
import type { ComponentChildren } from "preact";
import { expect, test } from "vitest";

import type { Assets } from "../src";
import {
  Choices,
  ErrorSummary,
  errorPage,
  Field,
  homeOf,
  inLanguage,
  Island,
  messages,
  Notification,
  type PageOptions,
  refreshOf,
  renderPage,
  SummaryList,
} from "../src";
import ko from "../src/texts/ko";

const css = "body{color:red}";
const hash = `sha256-${createHash("sha256").update(css).digest("base64")}`;
addStyles({
  "/assets/phone-1.css": { css, hash },
  "/assets/board-1.css": { css, hash },
  "/assets/hue-1.css": { css: ":root{--sea:purple}", hash: "sha256-hue" },
});
const assets: Assets = {
  styles: { phone: "/assets/phone-1.css", board: "/assets/board-1.css", paper: "/assets/paper-1.css" },
  brands: { hue: "/assets/hue-1.css" },
  scripts: { ticket: "/assets/ticket-1.js" },
  preload: { ticket: ["/assets/preact-1.js"] },
};

const page = (body: ComponentChildren, more: Partial<PageOptions> = {}) =>
  renderPage({
    lang: "vi",
    title: "Lấy số",
    audience: "phone",
    assets,
    city: deployment("quang-ninh"),
    brand: { name: "Bệnh viện Bãi Cháy", href: "/" },
    body,
    ...more,
  });

const attack = `"><script>alert(1)</script><img src=x onerror=alert(1)>'`;

test("nobody can put a script into a page through what they type", () => {
  const { html } = page(
    <>
      <Field name="phone" label={attack} hint={attack} error={attack} value={attack} />
      <Choices name="service" legend={attack} options={[{ value: attack, text: attack, hint: attack }]} />
      <ErrorSummary lang="vi" errors={[{ field: "phone", text: attack }]} />
      <SummaryList facts={[{ term: attack, value: attack }]} />
      <Notification title={attack}>{attack}</Notification>
      <Island name="ticket" of={({ text }: { text: string }) => <p>{text}</p>} props={{ text: attack }} />
    </>,
    {
      title: attack,
      brand: { name: attack, href: "/" },
      here: `/t/${attack}`,
      footer: attack,
      refresh: { seconds: 20, href: `/t/${attack}`, stopped: false },
    },
  );
  expect(html).not.toContain("<script");
  expect(html).not.toContain("<img");
});

test("an island's props come back in the browser as they were", () => {
  const { html } = page(
    <Island name="ticket" of={({ text }: { text: string }) => <p>{text}</p>} props={{ text: attack }} />,
  );
  const stored = /data-props="([^"]*)"/.exec(html)?.[1] ?? "";
  const unescaped = stored.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&amp;", "&");
  expect(JSON.parse(unescaped)).toEqual({ text: attack });
});

test("the policy of a page needs no unsafe-inline", () => {
  const { html, styleHash } = page(<p>xin chào</p>, { scripts: ["ticket"] });
  expect(styleHash).toEqual([hash]);
  expect(/<style>(.*?)<\/style>/.exec(html)?.[1]).toBe(css);
  expect(html).not.toMatch(/\sstyle=/);
  expect(html).not.toMatch(/\son[a-z]+=/);
  expect(html.match(/<script[^>]*>/g)).toEqual(['<script type="module" src="/assets/ticket-1.js">']);
  expect(html).toContain('<link rel="modulepreload" href="/assets/preact-1.js">');
});

test("a page whose style could not be read links to it, and is never bare", () => {
  const { html, styleHash } = page(<main />, { audience: "paper" });
  expect(html).toContain('<link rel="stylesheet" href="/assets/paper-1.css">');
  expect(html).not.toContain("<style>");
  expect(styleHash).toEqual([]);
});

test("a city has its own colours, and the policy names them too", () => {
  const { html, styleHash } = page(<p />, { city: deployment("hue") });
  expect(html).toContain("<style>:root{--sea:purple}</style>");
  expect(styleHash).toEqual([hash, "sha256-hue"]);
  expect(html).toContain("Sở Khoa học và Công nghệ thành phố Huế");
});

test("a visitor finds all six languages on the same page", () => {
  const { html } = page(<p />, { lang: "ko", here: "/j/baichay?w=1" });
  for (const lang of languages) expect(html).toContain(`href="/j/baichay?w=1&amp;lang=${lang}" lang="${lang}"`);
  expect(html).toContain('<html lang="ko">');
  expect(html.match(/aria-current="true"/g)).toHaveLength(1);
  expect(inLanguage("", "fr")).toBe("?lang=fr");
});

test("a phone without scripts keeps a fresh page and can stop that", () => {
  const going = page(<p />, { refresh: refreshOf("http://queue.localhost/t/x?lang=en", 20) }).html;
  expect(going).toContain('<noscript><meta http-equiv="refresh" content="20;url=/t/x?lang=en"></noscript>');
  expect(going).toContain('href="/t/x?lang=en&amp;refresh=0"');
  const stopped = page(<p />, { refresh: refreshOf("http://queue.localhost/t/x?refresh=0", 20) }).html;
  expect(stopped).not.toContain("http-equiv");
  expect(stopped).toContain(messages("vi").stopped);
  expect(stopped).toContain('href="/t/x"');
});

test("a board is only what the hall sees", () => {
  const { html } = page(<main>A047</main>, { audience: "board" });
  expect(html).toContain("<body><main>A047</main></body>");
  expect(html).toContain('<html lang="vi" class="dark">');
});

test("a service that forgot a style or a script learns it at once", () => {
  expect(() => page(<p />, { audience: "desk" })).toThrow("without a style for desk");
  expect(() => page(<p />, { scripts: ["desk"] })).toThrow("no script named desk");
});

test("a refused person reads what happened, what to do and what to quote", () => {
  const { html } = errorPage({
    refusal: {
      code: "unavailable",
      status: 503,
      title: "Tạm thời chưa dùng được",
      detail: undefined,
      requestId: "01abc",
    },
    lang: "vi",
    assets,
    city: deployment("quang-ninh"),
    brand: { name: "Lấy số", href: "/" },
  });
  for (const text of ["Tạm thời chưa dùng được", messages("vi").nextOurs, "unavailable", "01abc"])
    expect(html).toContain(text);
});

test("a field that was refused says so to eyes and ears, and the summary leads there", () => {
  const { html } = page(
    <>
      <ErrorSummary lang="vi" errors={[{ field: "phone", text: "Nhập số điện thoại" }]} />
      <Field name="phone" label="Số điện thoại" hint="10 số" error="Nhập số điện thoại" />
    </>,
  );
  expect(html).toContain('<a href="#phone">Nhập số điện thoại</a>');
  expect(html).toContain('aria-describedby="phone-hint phone-error" aria-invalid="true"');
});

test("a service finds the front door from its own address", () => {
  expect(homeOf("http://queue.localhost:8787", "queue")).toBe("http://localhost:8787");
  expect(homeOf("https://id.quangninh.example", "identity")).toBe("https://quangninh.example");
  expect(homeOf("https://quangninh.example", "front-door")).toBe("https://quangninh.example");
});

test("a guest reads the shell in their language once its words are there, and in English before", () => {
  expect(page(<p />, { lang: "ko" }).html).toContain("Skip to");
  addTexts("ko", ko);
  expect(page(<p />, { lang: "ko" }).html).toContain("본문으로 건너뛰기");
});
