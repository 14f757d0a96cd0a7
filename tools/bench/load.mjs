import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { Agent, request } from "undici";

import { run } from "../lib/workspace.mjs";
import { loader } from "./machine.mjs";

export const hasWrk = existsSync("/usr/bin/wrk");
const script = path.join(import.meta.dirname, "requests.lua");

/**
 * A closed loop of callers for some whole seconds: each sends its next request when it has the answer. Each POST has an
 * Idempotency-Key of its own. Throws on any answer that is not 2xx or 3xx: a rate of refusals says nothing.
 *
 * @param options.origin  where to connect
 * @param options.paths   taken in turn
 * @param options.tokens  file of bearer tokens, one a line, taken in turn
 * @returns {Promise<{ requests: number, perSecond: number, p50: number, p99: number }>} times in ms
 */
export async function drive(options) {
  const load = { name: "", method: "GET", headers: {}, body: "", tokens: "", callers: 32, seconds: 1, ...options };
  const prefix = randomBytes(9).toString("base64url");
  const done = await (hasWrk ? byWrk(load, prefix) : byUndici(load, prefix));
  if (done.refused || !done.requests)
    throw new Error(`${load.name} ${load.paths[0]}: ${done.refused} of ${done.requests} answers were not 2xx or 3xx`);
  return done;
}

async function byWrk({ origin, paths, method, headers, body, tokens, callers, seconds }, prefix) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const [command, flags] = loader("wrk", [
    "-t1",
    `-c${callers}`,
    `-d${seconds}s`,
    "--timeout=10s",
    "-s",
    script,
    origin,
    "--",
    method,
    prefix,
    body,
    paths.join(" "),
    lines.join("\n"),
    tokens,
  ]);
  const output = await run(command, flags);
  const [requests, micros, p50, p99, refused] = /^done (.*)$/m.exec(output)[1].split(" ").map(Number);
  return { requests, perSecond: (requests / micros) * 1e6, p50: p50 / 1000, p99: p99 / 1000, refused };
}

async function byUndici({ origin, paths, method, headers, body, tokens, callers, seconds }, prefix) {
  const list = tokens ? readFileSync(tokens, "utf8").trim().split("\n") : [];
  const dispatcher = new Agent({ connections: callers, pipelining: 1 });
  const times = [];
  let sent = 0;
  let refused = 0;
  const started = performance.now();
  const caller = async () => {
    while (performance.now() - started < seconds * 1000) {
      const turn = sent++;
      const before = performance.now();
      const { statusCode, body: answer } = await request(origin + paths[turn % paths.length], {
        dispatcher,
        method,
        headers: {
          ...headers,
          ...(method === "POST" && { "idempotency-key": `${prefix}${turn}` }),
          ...(list.length && { authorization: `Bearer ${list[turn % list.length]}` }),
        },
        body: body || null,
      });
      await answer.dump();
      times.push(performance.now() - before);
      if (statusCode >= 400) refused++;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const elapsed = (performance.now() - started) / 1000;
  await dispatcher.close();
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor(times.length * share)];
  return { requests: times.length, perSecond: times.length / elapsed, p50: at(0.5), p99: at(0.99), refused };
}
