import { brotliCompressSync, gzipSync } from "node:zlib";

import { languages } from "@ven/contracts";
import { TicketState } from "@ven/contracts/queue";
import { expect, test } from "vitest";

import {
  boardPage,
  chooseCounterPage,
  deskPage,
  errorPage,
  joinPage,
  landingPage,
  posterPage,
  posterSvg,
  screenPage,
  supervisePage,
  ticketPage,
} from "../src/index";
import { around, at, board, desk, facility, minute, staffTicket, ticket } from "./hospital";

const token = "baichay-AAAAAAAAAAAAAAAAAAAAAA";
const key = "0193-a-key-for-one-form";
const url = "http://queue.localhost:8787/j/baichay1";
const person = { name: "Nguyễn Thị Hạnh" };
const hostile = `"><script>alert(1)</script><img src=x onerror='x'>&`;
const join = (more: Partial<Parameters<typeof joinPage>[0]> = {}) =>
  joinPage({
    ...around("/j/baichay1"),
    facility: facility(),
    area: "baichay1",
    key,
    pass: null,
    held: [],
    ...more,
  });
const onPhone = (state: TicketState, more: Parameters<typeof ticket>[1] = {}, path = `/t/${token}`) =>
  ticketPage({ ...around(path), token, ticket: ticket(state, more) });
const atDesk = (more: Parameters<typeof desk>[0] = {}, props: Partial<Parameters<typeof deskPage>[0]> = {}) =>
  deskPage({ ...around("/desk/baichay.p105"), desk: desk(more), person, key, ...props });

const titleIn = (html: string) => /<title>(.*?)<\/title>/.exec(html)?.[1];
const mainIn = (html: string) => html.slice(html.indexOf("<body"));
/** Every form of a page: where it goes and what it sends besides what people choose. */
const formsIn = (html: string) =>
  [...html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/gs)].map(([, action = "", inside = ""]) => ({
    action,
    hidden: Object.fromEntries(
      [...inside.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
        name,
        value,
      ]),
    ),
  }));

/** Every page with names that somebody chose badly, or on purpose. */
const hostilePages = () => {
  const named = { name: hostile, nameEn: hostile };
  const bad = facility({
    ...named,
    areas: [{ id: "baichay1", ...named, place: hostile }],
    services: facility().services.map((service) => ({ ...service, ...named })),
    counters: facility().counters.map((counter) => ({ ...counter, ...named, holds: hostile })),
  });
  const badBoard = board({
    facility: { id: "baichay", ...named },
    calls: board().calls.map((call) => ({ ...call, label: hostile, counterName: hostile, speech: hostile })),
    next: [hostile],
  });
  return {
    join: join({ facility: bad, pass: hostile, key: hostile, problem: { code: "x", title: hostile, detail: hostile } }),
    ticket: onPhone("called", {
      label: hostile,
      service: { id: "x", ...named },
      facility: { id: "baichay", ...named },
    }),
    desk: atDesk({
      current: staffTicket(1, { label: hostile, reason: hostile }),
      facility: { id: "baichay", ...named },
    }),
    choose: chooseCounterPage({ ...around("/desk"), person: { name: hostile }, facilities: [bad] }),
    supervise: supervisePage({ ...around("/supervise/baichay"), person, facility: bad, key, notice: hostile }),
    board: boardPage({ ...around("/b/baichay"), code: "baichay", board: badBoard }),
    screen: screenPage({ ...around("/screen/baichay"), facility: bad, area: "baichay1", url, secondsLeft: 9 }),
    poster: posterPage({ ...around("/poster/baichay"), facility: bad, area: "baichay1", code: hostile, url }),
    landing: landingPage({ ...around("/"), facilities: [{ id: "x", ...named, sample: true }] }),
    error: errorPage(
      { code: "not-found", status: 404, title: hostile, detail: hostile, requestId: hostile },
      { env: { CITY: "quang-ninh", SELF_ORIGIN: "http://queue.localhost:8787" }, var: { lang: "vi" } },
    ),
  };
};

test.each(Object.entries(hostilePages()))("a name full of markup stays text on the %s page", (_, { html }) => {
  expect(html).not.toContain("<script>alert");
  expect(html).not.toContain("<img");
  expect(html).not.toMatch(/<[^>]+\s(style|on\w+)=/);
  expect(html).not.toMatch(/<script(?![^>]*\ssrc="\/assets\/)/);
});

test.each(TicketState.options)("a phone says what to do when its ticket is %s, in every language", (state) => {
  for (const lang of languages) {
    const { html } = ticketPage({ ...around(`/t/${token}`, lang), token, ticket: ticket(state) });
    expect(html).toContain(`lang="${lang}"`);
    expect(html).toContain("A047");
    expect(mainIn(html)).not.toMatch(/\{(people|counter|time|label|n|facility|service)\}(?![^<]*&quot;)/);
  }
});

test("a patient reads the number and the people in front in the tab's title", () => {
  expect(titleIn(onPhone("waiting").html)).toBe("A047 – còn 6 người – Bệnh viện Bãi Cháy");
  expect(titleIn(onPhone("waiting", { position: 0 }).html)).toBe("A047 – Bạn là người tiếp theo – Bệnh viện Bãi Cháy");
  expect(titleIn(onPhone("called").html)).toBe("A047 – Mời vào · Phòng 105 – Bệnh viện Bãi Cháy");
  expect(titleIn(join().html)).toBe("Lấy số – Bệnh viện Bãi Cháy");
  expect(titleIn(atDesk().html)).toBe("Phòng 105 – Bàn gọi số");
});

test("a guest in English hears of one person in the singular", () => {
  const { html } = ticketPage({ ...around("/t/x", "en"), token, ticket: ticket("waiting", { position: 1 }) });
  expect(html).toContain("<strong>1 person</strong> before you");
});

test("the first view of joining and of a ticket fits one round trip", () => {
  for (const { html } of [join(), onPhone("waiting"), onPhone("called")]) {
    expect(gzipSync(html).byteLength).toBeLessThanOrEqual(13_000);
    expect(brotliCompressSync(html).byteLength).toBeLessThanOrEqual(13_000);
  }
});

test("without a script, joining sends the service, the group, the key and the pass", () => {
  const { html } = join({ pass: "signed" });
  expect(formsIn(html)).toEqual([{ action: "/j/baichay1", hidden: { key, pass: "signed" } }]);
  for (const field of ['name="service"', 'name="class"', 'name="reason"']) expect(html).toContain(field);
  expect(html).toMatch(/value="normal"[^>]*checked/);
  expect(html).not.toMatch(/name="service"[^>]*checked/);
});

test("a closed service says when it opens and cannot be chosen; a sold-out one says so", () => {
  const { html } = join();
  expect(html).toMatch(/value="baichay\.tmh"[^>]*disabled/);
  expect(html).toContain("Mở lại lúc 13:30");
  expect(html).toMatch(/value="baichay\.phi"[^>]*disabled/);
  expect(html).toContain("Hôm nay đã phát hết số");
});

test("a hall with one open service needs one tap", () => {
  const [noi, ...others] = facility().services;
  if (!noi) throw new Error("no service");
  const closed = others.map((service) => ({ ...service, open: false }));
  const { html } = join({ facility: facility({ services: [noi, ...closed] }) });
  expect(html).toMatch(/name="service" value="baichay\.noi"[^>]*checked/);
});

test("where codes rotate, nobody takes a number from a photograph of the poster", () => {
  const rotating = facility({ joinMode: "rotating" });
  expect(join({ facility: rotating }).html).toMatch(/<button class="btn big full"[^>]*disabled/);
  expect(join({ facility: rotating, pass: "signed" }).html).not.toMatch(/<button class="btn big full"[^>]*disabled/);
});

test("a phone that has a number already is led to it", () => {
  const { html } = join({ held: [{ token, label: "A047", service: "baichay.noi" }] });
  expect(html).toContain(`href="/t/${token}"`);
  expect(html.indexOf("Xem số A047")).toBeLessThan(html.indexOf("<form"));
});

test("without a script a patient can give the number back, come back, and arrive", () => {
  const actions = (state: TicketState) => formsIn(onPhone(state).html).map(({ action }) => action);
  expect(actions("waiting")).toEqual([`/t/${token}/cancel`]);
  expect(actions("no_show")).toEqual([`/t/${token}/back`]);
  expect(actions("booked")).toEqual([`/t/${token}/arrive`, `/t/${token}/cancel`]);
  expect(actions("called")).toEqual([]);
  expect(actions("served")).toEqual([]);
});

test("without a script the ticket reloads itself, and can be told to stop", () => {
  expect(onPhone("waiting").html).toContain(`<noscript><meta http-equiv="refresh" content="15;url=/t/${token}">`);
  const stopped = onPhone("waiting", {}, `/t/${token}?refresh=0`).html;
  expect(stopped).not.toContain("http-equiv");
});

test("a ticket that has nothing more to say ends with its state", () => {
  expect(onPhone("no_show").html).not.toContain("<div></div>");
});

test("a called patient sees the room larger than anything but the number", () => {
  const { html } = onPhone("called", { calls: 2 });
  expect(html).toContain('<p class="lead where">Phòng 105</p>');
  expect(html).toContain("Gọi lần 2, lúc 09:12");
});

test("without a script every act at a desk names the ticket and its version", () => {
  const waiting = staffTicket(49, { claimed: true });
  const current = staffTicket(47, { state: "called", calls: 1, calledAt: at, version: 5 });
  const forms = formsIn(atDesk({ current, waiting: [waiting] }, { called: current.id }).html).filter(({ action }) =>
    action.startsWith("/desk/"),
  );
  const acts = forms.map(({ action }) => action.replace("/desk/baichay.p105/", ""));
  for (const act of [
    "recall",
    "start",
    "park",
    "undo",
    "no-show",
    "transfer",
    "call",
    "reinstate",
    "resume",
    "reclassify",
  ])
    expect(acts).toContain(act);
  const calls = forms.filter(({ action }) => action.endsWith("/call-next"));
  expect(calls.map(({ hidden }) => hidden)).toEqual([{ key }]);
  for (const { hidden } of forms.filter((form) => !calls.includes(form)))
    expect(hidden).toMatchObject({ ticket: expect.stringMatching(/./), version: expect.stringMatching(/^\d+$/) });
  expect(forms.find(({ action }) => action.endsWith("/recall"))?.hidden).toEqual({ ticket: current.id, version: "5" });
});

test("the big button says what becomes of the person here and who comes", () => {
  expect(atDesk().html).toContain("A047 xong. Mời A048 · thường · đã chờ 24 phút");
  const current = staffTicket(47, { state: "called", calls: 1, calledAt: at });
  expect(atDesk({ current }).html).toContain("A047 vắng mặt. Mời A048");
  expect(atDesk({ current: null, waiting: [], waitingTotal: 0 }).html).toContain("Chưa có ai chờ");
});

test("whoever leaves a shared desk can sign out without a script", () => {
  expect(formsIn(atDesk().html).map(({ action }) => action)).toContain("/auth/sign-out");
});

test("a nurse reads why something was refused, in words", () => {
  const { html } = atDesk({}, { problem: { code: "stale-version", title: "Số này vừa thay đổi. Hãy xem lại" } });
  expect(html).toContain("Không làm được: Số này vừa thay đổi. Hãy xem lại");
});

test("a hall without news says since when, and that nobody should wait for the chime", () => {
  const { html } = boardPage({ ...around("/b/baichay1"), code: "baichay1", board: board(), staleMs: 4 * minute });
  expect(html).toContain("Mất kết nối từ 09:12. Hãy nghe nhân viên gọi số.");
  expect(html).toContain("Số gọi gần nhất, lúc 09:11");
  expect(html).toContain('<time class="b2" datetime="09:16">09:16</time>');
});

test("a board shows the rooms large when all are numbered alike", () => {
  const shown = (html: string) => html.includes('<span class="vh">Phòng </span>103');
  expect(shown(boardPage({ ...around("/b/x"), code: "x", board: board() }).html)).toBe(true);
  const mixed = board().calls.map((call, index) => ({ ...call, counterName: index === 1 ? "Quầy 2" : "Phòng 4" }));
  expect(shown(boardPage({ ...around("/b/x"), code: "x", board: board({ calls: mixed }) }).html)).toBe(false);
});

test("a supervisor opens, closes and goes back to the hours by plain forms", () => {
  const { html } = supervisePage({ ...around("/supervise/baichay"), person, facility: facility(), key });
  expect(html).toMatch(/action="\/supervise\/baichay\.noi\/opening".*?name="opening" value="closed"/s);
  expect(html).toMatch(/action="\/supervise\/baichay\.xn\/opening".*?value="open".*?value="windows"/s);
  expect(formsIn(html).at(-1)).toEqual({ action: "/supervise/baichay/join-mode", hidden: { key } });
  for (const link of ["/poster/baichay1", "/poster/baichay1.svg", "/b/baichay1", "/screen/baichay1"])
    expect(html).toContain(`href="${link}"`);
});

test("a poster's code keeps its white margin on a dark page, and its file escapes what it is called", () => {
  const { html } = posterPage({
    ...around("/poster/baichay1"),
    facility: facility(),
    area: "baichay1",
    code: "baichay1",
    url,
  });
  expect(html).toMatch(/<svg class="qr" viewBox="-4 -4 \d+ \d+"/);
  expect(html).toContain('fill="#fff"');
  expect(html).toContain("<strong>baichay1</strong>");
  const svg = posterSvg({ url, label: "<b>" });
  expect(svg).toContain("<title>&lt;b&gt;</title>");
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="-4 -4 /);
});

test("a screen without a script fetches the next code when this one ends", () => {
  const { html } = screenPage({
    ...around("/screen/baichay1"),
    facility: facility(),
    area: null,
    url,
    secondsLeft: 17,
  });
  expect(html).toContain('content="18;url=/screen/baichay1"');
});
