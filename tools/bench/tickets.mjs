import { mkdirSync } from "node:fs";
import path from "node:path";

import { callPaths, services, ticketPaths } from "./baseline/hall.mjs";
import { openObject } from "./city.mjs";
import { drive, hasWrk } from "./load.mjs";
import { syncMs } from "./machine.mjs";
import { paired, ratio } from "./measure.mjs";
import { endAll, fastifyPostgres, fastifySqlite, phpMariadb } from "./peers.mjs";
import { ratioRow, skippedRow } from "./table.mjs";

const callers = 32;
const asIssue = {
  paths: ticketPaths,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ class: "normal" }),
};

/** What tickets are issued and called by beside us; `budget` is the least that we must be of it on a slow disk. */
const contenders = {
  increment: { against: "bare object, one row" },
  d1: { against: "one D1 batch", budget: 3 },
  sqlite: { against: "Fastify + SQLite FULL", budget: 1, open: fastifySqlite },
  php: {
    against: "PHP-FPM + MariaDB",
    budget: 1.3,
    open: phpMariadb,
    packages: "nginx php-fpm php-mysql mariadb-server",
  },
  postgres: { against: "Fastify + PostgreSQL", open: fastifyPostgres, packages: "postgresql" },
};

/**
 * Tickets taken and called a second at 32 callers, beside everybody who does the same. The budgets are for a disk that
 * takes its time (ADR 7); here and now it is only told.
 */
export async function ticketRows({ city, baseline, token, folder, rounds, seconds, isSlow = false }) {
  const peers = {};
  const missing = [];
  try {
    for (const [name, { open, against, packages }] of Object.entries(contenders)) {
      if (!open) continue;
      const own = path.join(folder, name);
      mkdirSync(own);
      const peer = await open(own, { isSlow });
      if (peer) peers[name] = peer;
      else missing.push(skippedRow(`tickets against ${against}`, `not installed: apt-get install ${packages}`));
    }
    const sent = {};
    const targets = (kind) => load({ kind, city, baseline, token, peers, sent });
    const issue = await paired(targets("issue"), { rounds, seconds });
    const call = await paired(targets("call"), { rounds, seconds });
    for (const [name, peer] of Object.entries({ ...peers, d1: { effects: json(`${baseline.origin}/effects`) } }))
      checkEffects(contenders[name].against, await peer.effects(), sent[name]);
    const incremented = await json(`${baseline.origin}/increment/effects`)();
    checkCount(
      "bare object",
      incremented,
      sent.increment.issue.requests + sent.increment.call.requests,
      sent.increment.slack,
    );
    const rows = ["issue", "call"].flatMap((kind) => rowsOf(kind, kind === "issue" ? issue : call, isSlow));
    return { rows: [...rows, ...missing], samples: { issue, call }, sent };
  } finally {
    for (const peer of Object.values(peers)) await peer.stop();
    endAll();
  }
}

const json = (url) => async () => (await fetch(url)).json();

/** The same work for everybody; ours twice, once through the front door. `sent` is what each was asked for so far. */
function load({ kind, city, baseline, token, peers, sent }) {
  const issue = kind === "issue";
  const work = {
    method: "POST",
    callers,
    ...(issue ? asIssue : { paths: callPaths, headers: {} }),
  };
  const authorization = issue ? {} : { authorization: `Bearer ${token}` };
  const places = {
    queue: { origin: city.queue, headers: authorization, pids: city.pids },
    front: {
      origin: city.front,
      headers: { ...authorization, Host: city.queueHost },
      pids: city.pids,
      shares: "queue",
    },
    d1: { origin: baseline.origin, pids: baseline.pids },
    increment: { origin: baseline.origin, pids: baseline.pids, paths: ["/increment"] },
    ...Object.fromEntries(Object.entries(peers).map(([name, { origin, pids }]) => [name, { origin, pids }])),
  };
  return Object.fromEntries(
    Object.entries(places).map(([name, { origin, headers, pids, paths, shares = name }]) => {
      const own = { ...work, origin, headers: { ...work.headers, ...headers }, ...(paths && { paths }) };
      const mine = (sent[shares] ??= { issue: { requests: 0 }, call: { requests: 0, last: 0 }, slack: 0 });
      const note = (what, { requests }) => {
        mine[what].requests += requests;
        mine[what].last = requests;
        // At the end of a slice the load generator drops what is under way.
        mine.slack += callers;
      };
      return [
        name,
        {
          pids,
          load: own,
          after: (done) => note(kind, done),
          // Nobody may run out of people to call: that would be measured as a very fast call.
          before: async () => {
            if (issue || paths) return;
            while (mine.issue.requests - mine.call.requests < 2.5 * mine.call.last + 1500)
              note("issue", await drive({ ...own, ...asIssue, headers: { ...headers, ...asIssue.headers }, name }));
          },
        },
      ];
    }),
  );
}

function rowsOf(kind, samples, isSlow) {
  const what = `${kind === "issue" ? "ticket issued" : "call-next"}${isSlow ? `, syncs of ${syncMs} ms` : ""}`;
  const rows = Object.entries(contenders)
    .filter(([name]) => samples[name])
    .map(([name, { against, budget }]) =>
      ratioRow(`${what}, ${callers} callers`, ratio(samples, "queue", name, "perSecond"), {
        unit: "/s",
        against,
        ...(isSlow && budget !== undefined && { atLeast: budget }),
      }),
    );
  const door = ratioRow(`${what} through the front door`, ratio(samples, "front", "queue", "perSecond"), {
    unit: "/s",
    against: "on the queue's own socket",
  });
  const cpu = Object.entries(contenders)
    .filter(([name]) => ["sqlite", "php", "postgres"].includes(name) && samples[name])
    .map(([name, { against }]) =>
      ratioRow(`${what}, CPU of the whole stack`, ratio(samples, "queue", name, "cpu"), { unit: "µs", against }),
    );
  return [...rows, door, ...cpu];
}

/** Ours, from the object's file after the city has ended: what is on disk is what counts. */
export function checkOurEffects(state, sent) {
  const db = openObject(state, "baichay");
  const effects = db
    .prepare(
      `SELECT data ->> 'service' AS service, count(*) AS issued, count(DISTINCT data ->> 'number') AS "distinct",
         min(data ->> 'number') AS lowest, max(data ->> 'number') AS highest FROM ticket GROUP BY 1`,
    )
    .all();
  const { called, distinct } = db
    .prepare(
      `SELECT count(*) AS called, count(DISTINCT data ->> 'ticket') AS "distinct" FROM event WHERE data ->> 'type' = 'called'`,
    )
    .get();
  const { gaps } = db.prepare("SELECT max(seq) - min(seq) + 1 - count(*) AS gaps FROM event").get();
  db.close();
  if (called !== distinct) throw new Error(`the queue called ${called - distinct} people twice`);
  if (gaps) throw new Error(`the queue's log has ${gaps} gaps`);
  checkEffects(
    "the queue",
    effects.map((row) => ({ ...row, called: 0 })),
    { ...sent, call: { requests: 0 } },
  );
  checkCount("the queue's calls", called, sent.call.requests, sent.slack);
}

/** Each service's numbers are 1…N, each once; as many tickets and calls as were answered, and those dropped at the end. */
function checkEffects(who, effects, { issue, call, slack }) {
  for (const { service, issued, distinct, lowest, highest } of effects)
    if (lowest !== 1 || highest !== issued || distinct !== issued)
      throw new Error(`${who}: numbers of ${service} are not 1 to ${issued}, each once`);
  if (effects.length !== services.length) throw new Error(`${who}: ${effects.length} services have tickets`);
  const sum = (name) => effects.reduce((total, row) => total + row[name], 0);
  checkCount(`${who}, tickets`, sum("issued"), issue.requests, slack);
  if (call.requests) checkCount(`${who}, calls`, sum("called"), call.requests, slack);
}

function checkCount(what, stored, answered, slack) {
  const lost = hasWrk ? slack : 0;
  if (stored < answered || stored > answered + lost)
    throw new Error(`${what}: ${answered} were answered and ${stored} are stored`);
}
