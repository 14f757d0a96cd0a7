import { readFile } from "node:fs/promises";
import path from "node:path";

import { deployment } from "@ven/city/deployment";
import { forgetOwnFiles } from "@ven/kit/own-files";
import { beforeEach, expect, test } from "vitest";

import { createFrontDoor } from "../src/app";
import type { Env } from "../src/env";
import { vouched } from "../src/hosts";
import { messages } from "../src/messages";
import { notices } from "../src/notices";
import { route } from "../src/route";
import ko from "../src/texts/ko";

const ctx: ExecutionContext = {
  waitUntil() {},
  passThroughOnException() {},
  props: {},
} as unknown as ExecutionContext; // workerd gives more members than a test needs

const city = route(createFrontDoor());
let seen: Request[];

function fetcher(answer: (request: Request) => Response | Promise<Response>): Fetcher {
  return {
    fetch: async (input: Request) => {
      seen.push(input);
      return answer(input);
    },
  } as unknown as Fetcher; // only fetch is called
}

const dist = path.join(import.meta.dirname, "../../dist/front-door");
/** The front door's own files: what it reads itself as it was built, the rest by name. */
const files = {
  fetch: async (input: Request | URL) =>
    new Response(input instanceof URL ? await readFile(path.join(dist, input.pathname)) : `own ${input.url}`),
} as unknown as Fetcher; // only fetch is called

const env = (more: Partial<Env> = {}): Env => ({
  SELF_ORIGIN: "http://localhost:8787",
  CITY: "quang-ninh",
  ENVIRONMENT: "development",
  ASSETS: files,
  QUEUE: fetcher(({ url }) => new Response(`queue ${url}`)),
  WIFI: fetcher(({ url }) => new Response(`wifi ${url}`)),
  ASK: fetcher(({ url }) => new Response(`ask ${url}`)),
  CLASSROOMS: fetcher(({ url }) => new Response(`classrooms ${url}`)),
  IDENTITY_WEB: fetcher(({ url }) => new Response(`identity ${url}`)),
  ...more,
});

interface Asking {
  method?: string;
  body?: string;
  headers?: Record<string, string>;
}
const browse = (url: string, { headers, ...init }: Asking = {}, more: Partial<Env> = {}) =>
  city.fetch(new Request(url, { ...init, headers: { accept: "text/html", ...headers } }), env(more), ctx);

beforeEach(() => {
  forgetOwnFiles();
  seen = [];
});

test("each host is answered by its own service, with the address untouched", async () => {
  expect(await (await browse("http://queue.localhost:8787/t/x?lang=en")).text()).toBe(
    "queue http://queue.localhost:8787/t/x?lang=en",
  );
  expect(await (await browse("http://id.localhost:8787/")).text()).toBe("identity http://id.localhost:8787/");
  expect(await (await browse("http://QUEUE.localhost:8787/")).text()).toContain("queue ");
});

test("a production city is found by its own name", async () => {
  const production = { SELF_ORIGIN: "https://quangninh.example" };
  expect(await (await browse("https://queue.quangninh.example/", {}, production)).text()).toContain("queue ");
  expect((await browse("https://queue.localhost/", {}, production)).status).toBe(404);
});

test("files of the same name come from the host that was asked", async () => {
  expect(await (await browse("http://localhost:8787/favicon.svg")).text()).toBe(
    "own http://localhost:8787/favicon.svg",
  );
  expect(await (await browse("http://queue.localhost:8787/favicon.svg")).text()).toContain("queue ");
  expect(await (await browse("http://queue.localhost:8787/assets/x.js")).text()).toContain("queue ");
});

test("a post reaches its service with method, body and origin", async () => {
  const headers = { origin: "http://queue.localhost:8787", "idempotency-key": "a-key-of-mine" };
  await browse("http://queue.localhost:8787/tickets", { method: "POST", body: "service=noi", headers });
  const [request] = seen;
  expect(request?.method).toBe("POST");
  expect(await request?.text()).toBe("service=noi");
  expect(request?.headers.get("origin")).toBe("http://queue.localhost:8787");
  expect(request?.headers.get("idempotency-key")).toBe("a-key-of-mine");
});

test("a live socket's upgrade passes through", async () => {
  await browse("http://queue.localhost:8787/api/facilities/baichay/live", { headers: { upgrade: "websocket" } });
  expect(seen[0]?.headers.get("upgrade")).toBe("websocket");
});

const claims = {
  "cf-connecting-ip": "203.0.113.7",
  "x-forwarded-for": "203.0.113.7",
  "x-forwarded-proto": "https",
  "x-real-ip": "203.0.113.7",
  "true-client-ip": "203.0.113.7",
  forwarded: "for=203.0.113.7",
};

test("nobody can claim another address on a machine where nothing stands before us", () => {
  const request = new Request("http://queue.localhost/", { headers: claims });
  for (const trusted of [undefined, "cf-connecting-ip"]) {
    const { headers } = vouched(request, { ENVIRONMENT: "development", TRUSTED_ADDRESS_HEADER: trusted });
    expect([...headers.keys()]).toEqual([]);
  }
});

test("in production only the platform's own header is believed", () => {
  const { headers } = vouched(new Request("http://queue.localhost/", { headers: claims }), {
    TRUSTED_ADDRESS_HEADER: "CF-Connecting-IP",
  });
  expect([...headers]).toEqual([["cf-connecting-ip", "203.0.113.7"]]);
});

test("a host that nobody serves gets a page in the visitor's language", async () => {
  const response = await browse("http://alerts.localhost:8787/", { headers: { "accept-language": "fr" } });
  expect(response.status).toBe(404);
  const page = await response.text();
  expect(page).toContain('<html lang="fr">');
  expect(page).toContain('href="http://localhost:8787/"');
  expect(seen).toEqual([]);
});

test("a service that is away is a readable page and says when to come back", async () => {
  const QUEUE = fetcher(() => Promise.reject(new Error("no such worker")));
  const page = await browse("http://queue.localhost:8787/j/baichay", {}, { QUEUE });
  expect(page.status).toBe(503);
  expect(page.headers.get("retry-after")).toBe("5");
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(await page.text()).not.toContain("no such worker");

  const headers = { accept: "application/json" };
  const post = { method: "POST", body: "{}", headers };
  const api = await browse("http://queue.localhost:8787/api/services/baichay.noi/tickets", post, { QUEUE });
  expect(api.status).toBe(503);
  expect(await api.json()).toMatchObject({ code: "unavailable", status: 503 });
});

test("the home page offers what there is and marks the rest as coming", async () => {
  const response = await browse("http://localhost:8787/");
  const page = await response.text();
  expect(response.status).toBe(200);
  expect(page).toContain('href="http://queue.localhost:8787"');
  const coming = Object.values(deployment("quang-ninh").features).filter((state) => state === "planned");
  expect(page.match(/Sắp có/g) ?? []).toHaveLength(coming.length);
  for (const number of ["112", "113", "114", "115"]) expect(page).toContain(`href="tel:${number}"`);
  expect(page).not.toContain("<script");
});

test("Huế is the same code with its own name", async () => {
  const page = await (await browse("http://localhost:8787/", {}, { CITY: "hue" })).text();
  expect(page).toContain("Huế số");
  expect(page).not.toContain("Quảng Ninh");
  expect(page).not.toContain('class="bay"');
});

test("the notices exist in Vietnamese and English, and say so to a screen reader elsewhere", async () => {
  for (const name of ["privacy", "accessibility"] as const) {
    const vi = await (await browse(`http://localhost:8787/${name}`)).text();
    expect(vi).toContain(notices[name].vi.title);
    const ja = await (await browse(`http://localhost:8787/${name}?lang=ja`)).text();
    expect(ja).toContain('<article class="stack" lang="en">');
  }
});

test("a guest reads the home page in their language", async () => {
  const page = await (await browse("http://localhost:8787/?lang=ko")).text();
  expect(page).toContain(ko["front-door"].question);
  expect(page).toContain("디지털 꽝닌");
});

test("the page carries its style, and is in English when the files are away", async () => {
  const inside = await (await browse("http://localhost:8787/?lang=ja")).text();
  expect(inside).toContain("<style>");
  forgetOwnFiles();
  const ASSETS = fetcher(() => Promise.reject(new Error("no files")));
  const linked = await (await browse("http://localhost:8787/?lang=ja", {}, { ASSETS })).text();
  expect(linked).toMatch(/<link rel="stylesheet" href="\/assets\/style-phone-[\w-]+\.css">/);
  expect(linked).toContain(messages("en").question);
});
