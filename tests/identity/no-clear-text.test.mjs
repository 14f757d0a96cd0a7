import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { afterAll, beforeAll, describe, test } from "vitest";

import { bundle } from "../../tools/lib/bundle.mjs";
import { startCity } from "../../tools/lib/city.mjs";
import { localFetch } from "../../tools/lib/http.mjs";
import { localTokens } from "../../tools/lib/local-token.mjs";
import { seed } from "../../tools/lib/seed.mjs";
import { clientSecret, openVneid, people } from "./vneid-provider.mjs";

/** Everything that must not be found anywhere, by what it is. Filled while people do things. */
const secrets = new Map();
const keep = (what, value) => {
  if (!value) throw new Error(`nothing to look for: ${what}`);
  secrets.set(value, what);
  return value;
};
const lines = [];
let city;
let state;
let fetch;
let vneid;

beforeAll(async () => {
  await bundle("development");
  state = mkdtempSync(path.join(tmpdir(), "ven-clear-text-"));
  vneid = await openVneid();
  city = await startCity({
    state,
    onLog: ({ message }) => void lines.push(message),
    variables: { "ven-identity": { VNEID: JSON.stringify(vneid.configuration), VNEID_CLIENT_SECRET: clientSecret } },
  });
  vneid.allow(`${id()}/sign-in/vneid/callback`);
  await seed(city);
  fetch = localFetch();
  await live();
  await comeAsCitizen();
});
afterAll(async () => {
  await fetch?.close();
  await city?.dispose();
  await vneid?.close();
  if (state) rmSync(state, { recursive: true, force: true });
});

const id = () => city.originOf("id");

/** A browser at identity: keeps cookies, and keeps every secret that it is given. */
function browser() {
  const cookies = new Map();
  const send = async (address, init = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(new URL(address, id()).href, {
      ...init,
      headers: { accept: "text/html", ...(cookie && { cookie }), ...init.headers },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (line.includes("Max-Age=0") || value === "") cookies.delete(name);
      else {
        cookies.set(name, value);
        if (name.endsWith("_rt")) keep("the secret of a handle", value.slice(-43));
        if (name.endsWith("_at")) keep("the signature of an access token", value.split(".")[2]);
      }
    }
    return answer;
  };
  const post = (address, form = {}, headers = {}) =>
    send(address, { method: "POST", body: new URLSearchParams(form), headers: { origin: id(), ...headers } });
  return {
    cookies,
    send,
    post,
    async signIn(contact, next = "/account") {
      const asked = await post("/sign-in", { contact, continue: next });
      const challenge = keep("a sealed challenge", new URL(asked.headers.get("location"), id()).searchParams.get("c"));
      const code = keep("a one-time code", await lastCode());
      return post("/sign-in/code", { challenge, code });
    },
  };
}

async function lastCode() {
  const inbox = await fetch(`${id()}/dev/inbox`, { headers: { accept: "application/json" } });
  return (await inbox.json()).messages.find(({ code }) => code)?.code;
}

/** Guests sign in by phone and e-mail, mistype, try again and leave; staff are invited; a system gets a key. */
async function live() {
  keep("a phone", "912777001");
  keep("a phone as it was typed", "0912 777 001");
  keep("an e-mail", "khach.le.777@vidu.example");
  keep("a foreign phone", "821055577701");
  keep("the phone of an invited colleague", "912777002");
  keep("the phone of a sample nurse", "900000001");
  keep("the e-mail of a sample nurse", "counter.baichay@vidu.example");

  const guest = browser();
  await guest.signIn("0912 777 001");
  await guest.send("/account");
  await guest.send("/privacy");
  await guest.post("/privacy/copies");
  await browser().signIn("khach.le.777@vidu.example");
  const korean = browser();
  await korean.signIn("+82 10-5557-7701");
  await korean.post("/sign-out");

  // What goes wrong is logged more than what goes right.
  await browser().post("/sign-in", { contact: "0912 777 001 x" });
  await browser().post("/sign-in/code", { challenge: "made-up", code: "123456" });
  await guest.post("/account/sessions/not-mine/end");
  await guest.send(
    "/authorize?client_id=queue&redirect_uri=https%3A%2F%2Fevil.test&login_hint=khach.le.777@vidu.example",
  );

  // Single sign-on to the queue, with a code on the way.
  const start = await fetch(`${city.originOf("queue")}/auth/sign-in?return_to=/`);
  const authorize = start.headers.get("location");
  const attempt = start.headers.getSetCookie()[0].split(";")[0];
  const back = new URL((await guest.send(authorize)).headers.get("location"));
  keep("an authorization code", back.searchParams.get("code").split(".")[1]);
  const done = await fetch(back.href, { headers: { cookie: attempt } });
  for (const line of done.headers.getSetCookie())
    if (/^queue_rt=[^;]/.test(line)) keep("the secret of the queue's handle", line.split(";")[0].slice(-43));

  const person = { id: "admin.baichay", role: "administrator", organisation: "baichay" };
  const token = localTokens({ person, service: "identity", issuer: id() })();
  const authorization = { authorization: `Bearer ${token}`, accept: "text/html" };
  const asAdmin = (address, form) =>
    fetch(id() + address, {
      method: "POST",
      body: new URLSearchParams(form),
      headers: { ...authorization, origin: id() },
    });
  const house = "/organisations/baichay";
  await asAdmin(`${house}/invitations`, { name: "Người mới (mẫu)", contact: "0912777002", role: "counter", until: "" });
  const made = await asAdmin(`${house}/keys`, { name: "HIS", permission: "queue.desk", days: "5" });
  const key = keep("an API key", /ven_[0-9a-f]{16}_[\w-]{43}/.exec(await made.text())?.[0]);
  keep("the secret of an API key", key.slice(21));
  const desk = `${city.originOf("queue")}/api/counters/baichay.p103`;
  const called = await fetch(desk, { headers: { authorization: `Bearer ${key}` } });
  if (called.status !== 200) throw new Error(`the key opens nothing: ${called.status}`);
  await fetch(desk, { headers: { authorization: `Bearer ${key.slice(0, -2)}xx` } });
}

/** A citizen comes through VNeID in the browser where they were a guest, and brings everything over. */
async function comeAsCitizen() {
  const { HoVaTen, SoDinhDanh, NgayThangNamSinh } = people.lan;
  keep("a citizen's name", HoVaTen);
  keep("a citizen's document number", SoDinhDanh);
  keep("a citizen's date of birth", NgayThangNamSinh);
  keep("the secret of a client", clientSecret);
  keep("the phone of a guest who became a citizen", "912777003");
  const hers = browser();
  await hers.signIn("0912777003");
  const atProvider = new Map();
  let address = "/sign-in/vneid?continue=/account";
  for (let hops = 0; hops < 12; hops++) {
    const isOurs = new URL(address, id()).origin === id();
    const cookie = [...atProvider].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = isOurs
      ? await hers.send(address)
      : await globalThis.fetch(address, { redirect: "manual", headers: { cookie } });
    if (!isOurs)
      for (const line of answer.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
        atProvider.set(name, value);
      }
    const location = answer.headers.get("location");
    if (location === null) {
      const offer = keep("an offer to merge", /name="offer" value="([^"]+)"/.exec(await answer.text())?.[1]);
      const merged = await hers.post("/account/merge", { offer, answer: "yes" });
      if (!merged.headers.get("location").includes("said=merged")) throw new Error("nothing was merged");
      if (!(await (await hers.send("/account")).text()).includes(HoVaTen)) throw new Error("nobody came from VNeID");
      return;
    }
    address = new URL(location, new URL(address, id())).href;
    if (address.includes("/callback?")) keep("the provider's code", new URL(address).searchParams.get("code"));
  }
  throw new Error("it goes round in circles");
}

/** Every row of every table, as text; blobs as bytes. */
async function dump(binding, worker) {
  const database = await city.mf.getD1Database(binding, worker);
  const { results: tables } = await database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '*_cf_*'")
    .all();
  const found = [];
  for (const { name } of tables) {
    const { results } = await database.prepare(`SELECT * FROM "${name}"`).all();
    found.push([`${binding}.${name}`, JSON.stringify(results)]);
  }
  return found;
}

/** A six-digit code is also a part of many a number: it counts only where it stands alone. */
const holds = (text, value) =>
  /^\d{6}$/.test(value) ? new RegExp(`(?<![\\w.-])${value}(?![\\w.-])`).test(text) : text.includes(value);

describe("whoever gets hold of", () => {
  test("both databases reads no phone, e-mail, code or secret of a session or key", async ({ expect }) => {
    const tables = [...(await dump("DB", "ven-identity")), ...(await dump("VAULT", "ven-identity"))];
    const named = tables.map(([name]) => name);
    expect(named).toEqual(expect.arrayContaining(["DB.id_session", "DB.id_outbox", "VAULT.id_vault_contact"]));
    expect(tables.find(([name]) => name === "VAULT.id_vault_contact")[1].length).toBeGreaterThan(1000);
    const leaks = tables.flatMap(([name, text]) =>
      [...secrets].flatMap(([value, what]) => (holds(text, value) ? [`${name}: ${what}`] : [])),
    );
    expect(leaks).toEqual([]);
  });

  test("the logs reads none either, and no address with a token", ({ expect }) => {
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter((line) => line.includes('"event":"request"')).length).toBeGreaterThan(20);
    const leaks = lines.flatMap((line) =>
      [...secrets].flatMap(([value, what]) => (holds(line, value) ? [`${what}: ${line.slice(0, 200)}`] : [])),
    );
    expect(leaks).toEqual([]);
    expect(lines.filter((line) => /invitations\/[\w-]{43}|[?&](c|code|state)=/.test(line))).toEqual([]);
  });

  test("this test would notice: what it looks for is what people typed and were given", ({ expect }) => {
    const kinds = new Set(secrets.values());
    expect([...kinds]).toEqual(
      expect.arrayContaining([
        "a phone",
        "an e-mail",
        "a one-time code",
        "the secret of a handle",
        "an API key",
        "a citizen's document number",
        "the provider's code",
      ]),
    );
    expect(holds('{"to":"+84912777001"}', "912777001")).toBe(true);
    expect(holds('{"code":"123456"}', "123456")).toBe(true);
    expect(holds('{"at":1791234567890}', "123456")).toBe(false);
  });
});
