import { localFetch } from "../lib/http.mjs";
import { openObject, reopenCity } from "./city.mjs";

const few = 1_000;
const many = 100_000;
const service = "baichay.noi";
const counter = "baichay.p103";

/**
 * What each action of the queue costs, with 10³ and with 10⁵ tickets behind it: trips to a store or an object, rows
 * read and written in the object, rows written in D1 when it hands over. Counts, so the same on every machine.
 *
 * @returns {Promise<import("./table.mjs").Row[]>}
 */
export async function costRows({ city, state, tokens }) {
  const first = await withPatients(city, tokens, async (patients) => {
    await patients.comeAndGo(few);
    const written = await patients.handedOver();
    return { actions: await patients.actions(), d1PerTicket: written / few };
  });
  await city.dispose();
  multiply(state);
  const later = await reopenCity({ state, kind: "development" });
  try {
    const second = await withPatients(later, tokens, async (patients) => ({ actions: await patients.actions() }));
    return compare(first, second);
  } finally {
    await later.dispose();
  }
}

async function withPatients(city, tokens, work) {
  const fetch = localFetch({ connections: 50 });
  try {
    return await work(patientsOf(city, fetch, tokens(city)));
  } finally {
    await fetch.close();
  }
}

function patientsOf(city, fetch, token) {
  const origin = city.originOf("queue");
  const staff = { authorization: `Bearer ${token}` };
  const ask = async (method, path, { headers, json, form, expect = [200, 201, 204, 303, 304] } = {}) => {
    const answer = await fetch(origin + path, {
      method,
      headers: {
        ...(method === "POST" && { "idempotency-key": crypto.randomUUID() }),
        ...(json && { "content-type": "application/json" }),
        ...(form && { "content-type": "application/x-www-form-urlencoded", origin }),
        ...headers,
      },
      body: json ? JSON.stringify(json) : form ? new URLSearchParams(form).toString() : undefined,
    });
    const text = await answer.text();
    if (!expect.includes(answer.status)) throw new Error(`${method} ${path} answers ${answer.status} ${text}`);
    const isJson = answer.headers.get("content-type")?.includes("json");
    return { headers: answer.headers, body: isJson ? JSON.parse(text) : text };
  };
  const take = async () => (await ask("POST", `/api/services/${service}/tickets`, { json: { class: "normal" } })).body;
  const act = async (what, json) =>
    (await ask("POST", `/api/counters/${counter}/${what}`, { headers: staff, json })).body;
  const spent = async () => {
    const { body: cost } = await ask("GET", "/dev/facilities/baichay/cost");
    const { body: faults } = await ask("GET", "/dev/faults");
    return { read: cost.read, written: cost.written, d1: cost.d1, trips: faults.struck.pages.calls };
  };
  /** Waits until D1 has everything: what the alarm does must not be counted as somebody's action. */
  const settled = async () => {
    const db = await city.mf.getD1Database("DB", "ven-queue");
    const { seq } = (await ask("GET", "/api/facilities/baichay")).body;
    for (let tries = 0; tries < 300; tries++) {
      const row = await db.prepare("SELECT seq FROM queue_projection WHERE facility = 'baichay'").first();
      if (row?.seq === seq) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error("the hand-over to D1 does not end");
  };

  return {
    async comeAndGo(count) {
      const one = async () => ask("POST", `/api/tickets/${(await take()).token}/cancel`);
      for (let done = 0; done < count; done += 50) await Promise.all(Array.from({ length: 50 }, one));
    },

    async handedOver() {
      await settled();
      return (await spent()).d1.written;
    },

    /** Each action once, one after the other: `{ "take a number": { trips, read, written } }`. */
    async actions() {
      const costs = {};
      const count = async (what, action) => {
        const before = await spent();
        const value = await action();
        const after = await spent();
        const of = (name) => after[name] - before[name];
        costs[what] = { trips: of("trips"), read: of("read"), written: of("written") };
        return value;
      };
      // What an isolate learns once, such as who was signed out, is not part of any action.
      for (let spare = 0; spare < 8; spare++) await take();
      await ask("GET", `/api/counters/${counter}`, { headers: staff });
      const cookie = (await ask("GET", "/j/baichay")).headers.get("set-cookie")?.split(";")[0] ?? "";
      await ask("GET", "/api/facilities");
      await settled();

      const mine = await count("take a number", take);
      const form = { service, class: "normal", key: crypto.randomUUID() };
      await count("take a number by form", () => ask("POST", "/j/baichay", { form, headers: { cookie } }));
      await count("see the choice of services", () => ask("GET", "/j/baichay", { headers: { cookie } }));
      await count("see one's ticket", () => ask("GET", `/api/tickets/${mine.token}`));
      await count("open one's ticket's page", () => ask("GET", `/t/${mine.token}`));
      await count("give a number back", () => ask("POST", `/api/tickets/${mine.token}/cancel`));
      await count("see a hospital", () => ask("GET", "/api/facilities/baichay"));
      await count("see the board", () => ask("GET", "/api/facilities/baichay/board"));
      await count("open the board's page", () => ask("GET", "/b/baichay"));
      // The list of who was signed out is read every 10 s, whoever comes then.
      await ask("GET", `/api/counters/${counter}`, { headers: staff });
      await count("see a desk", () => ask("GET", `/api/counters/${counter}`, { headers: staff }));
      const called = await count("call the next", () => act("call-next"));
      const again = await count("call again", () => act("recall", { ticket: called.id, version: called.version }));
      const started = await count("start", () => act("start", { ticket: again.id, version: again.version }));
      await count("finish", () => act("finish", { ticket: started.id, version: started.version }));
      const next = await count("call the next, desk free", () => act("call-next"));
      await count("take a call back", () => act("undo", { ticket: next.id, version: next.version }));
      await act("call-next");
      const last = await count("call the next, nobody came", () => act("call-next"));
      const { version } = await act("start", { ticket: last.id, version: last.version });
      await act("finish", { ticket: last.id, version });
      return costs;
    },
  };
}

/** Lays 10⁵ tickets that are over, with their events and answers, into the object's own file while nobody serves it. */
function multiply(state) {
  const db = openObject(state, "baichay");
  const copies = "WITH RECURSIVE copy(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < ?)";
  const times = Math.ceil((many - few) / few);
  db.exec("BEGIN");
  db.prepare(
    `${copies} INSERT INTO ticket SELECT id || '-' || n, token || '-' || n, journey || '-' || n, step, final, date,
       json_set(data, '$.id', id || '-' || n, '$.token', token || '-' || n, '$.journey', journey || '-' || n)
     FROM ticket, copy WHERE final = 1`,
  ).run(times);
  db.prepare(
    `${copies} INSERT INTO event SELECT last + row_number() OVER (ORDER BY n, seq), at, actor,
       json_set(data, '$.seq', last + row_number() OVER (ORDER BY n, seq))
     FROM event, copy, (SELECT max(seq) AS last FROM event)`,
  ).run(times);
  db.prepare(`${copies} INSERT INTO answer SELECT key || '-' || n, hash, answer, expires FROM answer, copy`).run(times);
  db.exec("UPDATE head SET data = (SELECT max(seq) FROM event) WHERE key IN ('handed-over', 'handing-over')");
  db.exec("COMMIT");
  const { tickets } = db.prepare("SELECT count(*) AS tickets FROM ticket").get();
  db.close();
  if (tickets < many) throw new Error(`only ${tickets} tickets lie in the object`);
}

const mostWritten = 6;
const mostWrittenLater = 3;

function compare({ actions, d1PerTicket }, { actions: later }) {
  const said = ({ trips, read, written }) => `${trips} trip${trips === 1 ? "" : "s"}, ${read} read, ${written} written`;
  const rows = Object.entries(actions).map(([what, cost]) => {
    const behind = later[what];
    return {
      case: `rows: ${what}`,
      measured: said(cost),
      baseline: `with 10⁵ tickets: ${said(behind)}`,
      ratio: "",
      budget: `≤ 1 trip, as many read, ≤ ${mostWritten} written`,
      ok: cost.trips <= 1 && said(cost) === said(behind) && cost.written <= mostWritten,
    };
  });
  rows.push({
    case: "rows: a ticket's way into D1",
    measured: `${d1PerTicket.toFixed(2)} written`,
    baseline: "handed over in chunks, after the answer",
    ratio: "",
    budget: `≤ ${mostWrittenLater}`,
    ok: d1PerTicket <= mostWrittenLater,
  });
  return rows;
}
