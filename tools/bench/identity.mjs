import { localFetch } from "../lib/http.mjs";
import { localTokens } from "../lib/local-token.mjs";
import { median } from "./measure.mjs";
import { countRow } from "./table.mjs";

const refreshes = 60;
const requests = 60;
const admin = { id: "admin.baichay", role: "administrator", organisation: "baichay" };

/**
 * What signing in, being signed in and staying signed in cost in trips to a database, on a seeded development city. A
 * bare Hono request makes none; the revocation list, read once in 10 s by each isolate, is no request's trip.
 *
 * @returns {Promise<import("./table.mjs").Row[]>}
 */
export async function identityRows({ city }) {
  const fetch = localFetch({ connections: 8 });
  try {
    return await rowsOf(city, fetch);
  } finally {
    await fetch.close();
  }
}

async function rowsOf(city, fetch) {
  const id = city.originOf("id");
  const json = { accept: "application/json" };
  const trips = async () => (await (await fetch(`${id}/dev/trips`)).json()).trips;
  const during = async (act) => {
    const before = await trips();
    const value = await act();
    return { value, trips: (await trips()) - before };
  };
  const post = (address, form, cookie = "") =>
    fetch(id + address, {
      method: "POST",
      body: new URLSearchParams(form),
      headers: { origin: id, ...(cookie && { cookie }) },
    });
  const cookiesOf = (answer) =>
    answer.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");

  // What an isolate learns once, such as who was signed out, is nobody's trip.
  const bearer = `Bearer ${localTokens({ person: admin, service: "identity", issuer: id, minutes: 15 })()}`;
  const look = () =>
    fetch(`${id}/privacy/columns`, { headers: { authorization: bearer } }).then((answer) => answer.text());
  await look();
  const signed = await during(async () => {
    for (let n = 0; n < requests; n++) await look();
  });

  const asked = await during(() => post("/sign-in", { contact: "0912000777", continue: "/account" }));
  const challenge = new URL(asked.value.headers.get("location"), id).searchParams.get("c");
  const inbox = await (await fetch(`${id}/dev/inbox`, { headers: json })).json();
  const typed = await during(() => post("/sign-in/code", { challenge, code: inbox.messages[0].code }));
  const cookie = cookiesOf(typed.value);

  // Through the hop to the queue, then one refresh after another: each brings the handle of the next.
  const queue = city.originOf("queue");
  const start = await fetch(`${queue}/auth/sign-in?return_to=/`);
  const back = (await fetch(start.headers.get("location"), { headers: { cookie } })).headers.get("location");
  const done = await fetch(back, { headers: { cookie: cookiesOf(start) } });
  let handle = /queue_rt=[^;]+/.exec(cookiesOf(done))?.[0];
  const page = `${queue}/api/facilities-of-nobody`;
  const timed = async (headers) => {
    const started = performance.now();
    const answer = await fetch(page, { headers });
    await answer.text();
    return { ms: performance.now() - started, answer };
  };
  const plain = [];
  for (let n = 0; n < refreshes; n++) plain.push((await timed(json)).ms);
  const renewing = [];
  const renewed = await during(async () => {
    for (let n = 0; n < refreshes; n++) {
      const { ms, answer } = await timed({ ...json, cookie: handle });
      renewing.push(ms);
      const next = /queue_rt=[^;]+/.exec(cookiesOf(answer))?.[0];
      if (!next || next === handle) throw new Error("the handle was not renewed");
      handle = next;
    }
  });

  const none = "bare Hono request: 0";
  return [
    countRow("trips: asking for a code", asked.trips, { unit: "trips", atMost: 1, note: none }),
    countRow("trips: signing in, asking for the code and typing it, somebody new", asked.trips + typed.trips, {
      unit: "trips",
      atMost: 4,
      note: `${typed.trips} of them for typing it; ${none}`,
    }),
    // One poll of the revocation list may fall into the run.
    countRow("trips: 60 authenticated requests", signed.trips, { unit: "trips", atMost: 1, note: none }),
    countRow("trips: a refresh over RPC", renewed.trips / refreshes, { unit: "trips", atMost: 1, note: none }),
    countRow("time of a request that refreshes over RPC", Number(median(renewing).toFixed(2)), {
      unit: "ms",
      note: `the same request without: ${median(plain).toFixed(2)} ms`,
    }),
  ];
}
