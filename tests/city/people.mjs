import { randomUUID } from "node:crypto";

import { localFetch } from "../../tools/lib/http.mjs";
import { localTokens } from "../../tools/lib/local-token.mjs";
import samplePeople from "../../workers/identity/sample/people.json" with { type: "json" };

export const newKey = () => randomUUID();
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until something holds, and looks `every` so many ms; says what did not come true. */
export async function until(holds, { ms = 20_000, every = 10, what = holds.toString() } = {}) {
  for (const end = Date.now() + ms; !(await holds()); await pause(every))
    if (Date.now() > end) throw new Error(`after ${ms} ms still not: ${what}`);
}

/** `[1, 2, …, count]` */
export const upTo = (count) => Array.from({ length: count }, (_, index) => index + 1);
export const ascending = (numbers) => numbers.toSorted((a, b) => a - b);
export const countBy = (items, of) =>
  items.reduce((counts, item) => ({ ...counts, [of(item)]: (counts[of(item)] ?? 0) + 1 }), {});

/**
 * What people do in a running city, over its front door: each request names the service's own host, as a browser does.
 *
 * @param {{ originOf: (service: string) => string, clock?: () => number, connections?: number }} city
 */
export function peopleOf({ originOf, clock = Date.now, connections }) {
  const fetch = localFetch(connections === undefined ? {} : { connections });
  const queue = originOf("queue");

  /** One request to the queue (or to a whole address); `json` is sent as such. The body comes parsed, or as text. */
  async function send(path, { json, ...init } = {}) {
    const headers = { ...(json !== undefined && { "content-type": "application/json" }), ...init.headers };
    const body = json === undefined ? init.body : JSON.stringify(json);
    const answer = await fetch(path.startsWith("/") ? queue + path : path, { ...init, headers, body });
    const text = await answer.text();
    const isJson = /[/+]json/.test(answer.headers.get("content-type") ?? "");
    return { status: answer.status, headers: answer.headers, text, body: isJson ? JSON.parse(text) : null };
  }

  const bodyOf = async (path) => {
    const { status, body } = await send(path);
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  };

  /** Of a sample person, such as `counter.baichay`, for the queue or another service; more options make it wrong. */
  function token(id, options = {}) {
    const person = samplePeople.find((one) => one.id === id);
    return localTokens({ person, service: "queue", issuer: originOf("id"), minutes: 15, clock, ...options })();
  }

  return {
    queue,
    fetch,
    send,
    /** A patient takes a number. */
    take: (service, { key = newKey(), json = {}, headers } = {}) =>
      send(`/api/services/${service}/tickets`, {
        method: "POST",
        headers: { "idempotency-key": key, ...headers },
        json,
      }),
    /** Somebody at a counter acts; `call-next` takes a key. */
    act: (staff, counter, what, { key = newKey(), json = {} } = {}) =>
      send(`/api/counters/${counter}/${what}`, {
        method: "POST",
        headers: { ...staff, ...(what === "call-next" && { "idempotency-key": key }) },
        json,
      }),
    ticket: (token) => send(`/api/tickets/${token}`),
    facility: (code) => bodyOf(`/api/facilities/${code}`),
    board: (code) => bodyOf(`/api/facilities/${code}/board`),
    token,
    /** What a sample person's requests carry. */
    staff: (id, options) => ({ authorization: `Bearer ${token(id, options)}` }),
    faults: async (plan) => (await send("/dev/faults", { method: "PUT", json: plan })).body,
    struck: async () => (await bodyOf("/dev/faults")).struck,
    leave: () => fetch.close(),
  };
}
