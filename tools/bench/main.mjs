// `npm run bench`: one run, one table, .ven/bench/latest.json. `-- --gate` counts only, and fails when a budget is
// exceeded; `-- --quick` takes fewer rounds. The method is in docs/performance.md.
import "../lib/pinned-node.mjs";
import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({ options: { gate: { type: "boolean" }, quick: { type: "boolean" } } });
const { root } = await import("../lib/workspace.mjs");
const { breaches, gateRows, tokensFor } = await import("./gate.mjs");
const { table } = await import("./table.mjs");

const load = () =>
  os
    .loadavg()
    .map((value) => value.toFixed(2))
    .join(" ");
const started = Date.now();
const before = load();
const counted = [...(await gateRows()), ...(await yearOfRooms())];
const measured = options.gate ? { rows: [] } : await measure();
const rows = [...measured.rows, ...counted];

console.log(`
${table(rows)}

${os.availableParallelism()} × ${os.cpus()[0]?.model ?? "unknown CPU"}, Node ${process.versions.node}; load ${before} before, ${load()} after; ${Math.round((Date.now() - started) / 1000)} s
`);
const folder = path.join(root, ".ven/bench");
mkdirSync(folder, { recursive: true });
writeFileSync(
  path.join(folder, "latest.json"),
  `${JSON.stringify({ at: new Date().toISOString(), load: { before, after: load() }, rows, samples: measured.samples }, null, 1)}\n`,
);
// Ratios depend on what else the machine does and are for people to judge; counts are not.
const broken = breaches(counted);
for (const breach of broken) console.error(`over budget: ${breach}`);
process.exit(broken.length ? 1 : 0);

/** A province's year of bookings, in a city of its own. */
async function yearOfRooms() {
  const { classroomRows } = await import("./classrooms.mjs");
  const { openCity, remove, scratch } = await import("./city.mjs");
  const state = scratch();
  const city = await openCity({ state, kind: "development" });
  try {
    return await classroomRows({ city });
  } finally {
    await city.dispose();
    await remove(state);
  }
}

/** Everything that takes time to measure: here as it is, and tickets once more where syncs to disk take their time. */
async function measure() {
  const { hasStrace, syncMs } = await import("./machine.mjs");
  const { skippedRow } = await import("./table.mjs");
  const here = await measureOn({ isSlow: false });
  const slow = hasStrace
    ? await measureOn({ isSlow: true })
    : { rows: [skippedRow(`tickets, syncs of ${syncMs} ms`, "not installed: apt-get install strace")], samples: {} };
  const { gatewayRows } = await import("./gateway.mjs");
  const gateway = await gatewayRows();
  const { questionRows } = await import("./questions.mjs");
  const questions = await questionRows(options.quick ? { sizes: [1_000] } : {});
  return {
    rows: [...slow.rows, ...here.rows, ...gateway, ...questions],
    samples: { here: here.samples, slow: slow.samples },
  };
}

/** On one city of production bundles and one set of baselines, each contender with a core for itself. */
async function measureOn({ isSlow }) {
  const { openBaseline, openCity, remove, scratch } = await import("./city.mjs");
  const { ticketRows, checkOurEffects } = await import("./tickets.mjs");
  const { requestRows } = await import("./requests.mjs");
  const { syncRows } = await import("./syncs.mjs");
  const { fanoutRows } = await import("./fanout.mjs");
  const { startRows } = await import("./bundles.mjs");
  const { withStore } = await import("./machine.mjs");
  const rounds = options.quick ? 3 : 7;
  const folder = scratch();
  const state = path.join(folder, "city");
  const own = path.join(folder, "baseline");
  for (const one of [state, own]) mkdirSync(one);
  let city;
  let baseline;
  try {
    await withStore(isSlow, folder, async () => {
      city = await openCity({ state });
      baseline = await openBaseline({ state: own, cityPort: city.port });
    });
    const tokens = tokensFor(city);
    const token = tokens();
    const fanout = isSlow ? undefined : await fanoutRows({ city, token });
    const tickets = await ticketRows({ city, baseline, token, folder, rounds, seconds: 1, isSlow });
    if (isSlow) {
      await city.dispose();
      city = undefined;
      checkOurEffects(state, tickets.sent.queue);
      return tickets;
    }
    const requests = await requestRows({ city, baseline, tokens, folder, rounds, seconds: 1 });
    const syncs = await syncRows({ city, folder });
    await city.dispose();
    city = undefined;
    const { queue } = tickets.sent;
    queue.issue.requests += requests.sent.requests + syncs.sent.requests + fanout.sent.issued;
    queue.call.requests += fanout.sent.called;
    queue.slack += requests.sent.slack + syncs.sent.slack;
    checkOurEffects(state, queue);
    const starts = await startRows({ folder, rounds });
    return {
      rows: [...tickets.rows, ...syncs.rows, ...requests.rows, ...fanout.rows, ...starts],
      samples: { ...tickets.samples, requests: requests.samples },
    };
  } finally {
    await city?.dispose();
    await baseline?.dispose();
    await remove(folder);
  }
}
