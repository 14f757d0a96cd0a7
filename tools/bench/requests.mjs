import { writeFileSync } from "node:fs";
import path from "node:path";

import { ticketPaths } from "./baseline/hall.mjs";
import { median, paired, ratio } from "./measure.mjs";
import { countRow, ratioRow } from "./table.mjs";
import { redirectOf } from "./wifi.mjs";

/** More than the verified tokens that an isolate keeps, so that each is met as a new one. */
const strangers = 2000;
const callers = 8;

/** CPU of one request over that of Hono saying hello, in the same round. */
export async function requestRows({ city, baseline, tokens, folder, rounds, seconds }) {
  const cold = path.join(folder, "tokens.txt");
  writeFileSync(cold, Array.from({ length: strangers }, tokens).join("\n"));
  const warm = { authorization: `Bearer ${tokens()}` };
  const house = (paths, headers = {}, more = {}) => ({
    pids: baseline.pids,
    load: { origin: baseline.origin, paths: [paths], headers, callers, ...more },
  });
  const queue = (paths, headers = {}, more = {}) => ({
    pids: city.pids,
    load: { origin: city.queue, paths: [paths].flat(), headers, callers, ...more },
  });
  const wifi = new URL(city.originOf("wifi"));
  const portalPath = redirectOf("", 0);
  const issue = { method: "POST", body: JSON.stringify({ class: "normal" }) };
  const sent = { requests: 0, slack: 0 };
  const samples = await paired(
    {
      hello: house("/hello"),
      header: house("/hello", warm),
      signature: house("/signature/hello"),
      cold: house("/asked/hello", {}, { tokens: cold }),
      warm: house("/asked/hello", warm),
      house: house("/house/hello"),
      houseWarm: house("/house/asked", warm),
      facility: queue("/api/facilities/baichay"),
      portal: {
        pids: city.pids,
        load: {
          origin: city.front,
          paths: [portalPath],
          headers: { Host: wifi.host, accept: "text/html" },
          callers: 1,
        },
      },
      alone: house("/hello", {}, { callers: 1 }),
      desk: queue("/api/counters/baichay.p103", warm),
      issue: {
        ...queue(ticketPaths, { "content-type": "application/json" }, issue),
        after({ requests }) {
          sent.requests += requests;
          sent.slack += callers;
        },
      },
    },
    { rounds, seconds },
  );
  const row = (what, name, { atMost, base = "hello", against = "Hono hello" } = {}) =>
    ratioRow(`CPU: ${what}`, ratio(samples, name, base, "cpu"), { unit: "µs", against, ...(atMost && { atMost }) });
  return {
    rows: [
      row("hello with one bare signature check", "signature"),
      row("authenticated request, token not seen before", "cold", { atMost: 3 }),
      row("authenticated request, token known", "warm", { atMost: 1.25 }),
      row("the same, beside hello with the same header", "warm", { base: "header", against: "hello, same header" }),
      verificationRow(samples),
      row("hello with all of the house's middleware", "house"),
      row("the same, authenticated", "houseWarm"),
      row("view of an open hospital", "facility"),
      row("a counter's desk, authenticated", "desk"),
      row("first page of the Wi-Fi portal", "portal", { base: "alone" }),
      ratioRow("time to the portal's first page, one caller", ratio(samples, "portal", "alone", "p50"), {
        unit: "ms",
        against: "Hono hello",
      }),
      row("ticket issued", "issue"),
    ],
    samples,
    sent,
  };
}

/** What checking a token that was not seen before adds to an open request, in the same rounds: at most 0.3 ms. */
function verificationRow(samples) {
  const over = samples.cold.map(({ cpu }, round) => cpu - samples.hello[round].cpu);
  const hello = median(samples.hello.map(({ cpu }) => cpu));
  return countRow("CPU: verifying a token, over an open request", Math.round(median(over)), {
    unit: "µs",
    atMost: 300,
    note: `bare Hono request: ${hello.toFixed(0)} µs in all`,
  });
}
