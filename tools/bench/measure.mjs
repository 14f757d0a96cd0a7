import { readdirSync, readFileSync } from "node:fs";

import { processes } from "../lib/city.mjs";
import { drive } from "./load.mjs";

/** A process and all that it started. */
export function tree(pid) {
  const all = processes();
  const below = (parent) =>
    all.filter((child) => child.parent === parent).flatMap((child) => [child.pid, ...below(child.pid)]);
  return [pid, ...below(pid)];
}

/** Nanoseconds that all threads of these processes have been on a CPU: field 1 of schedstat, not the 10 ms ticks of stat. */
export function cpuOf(pids) {
  let sum = 0;
  for (const pid of pids) {
    try {
      for (const task of readdirSync(`/proc/${pid}/task`))
        sum += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, "utf8").split(" ")[0]);
    } catch {
      // Ended meanwhile.
    }
  }
  return sum;
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** `percentile(values, 0.95)` */
export const percentile = (values, share) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];

/** In random order. */
export function shuffled(values) {
  const rest = [...values];
  return values.map(() => rest.splice(Math.floor(Math.random() * rest.length), 1)[0]);
}

/**
 * Drives every target once a round, in random order, so that whatever else the machine does meets all of them. A
 * target is `{ pids, load, before? }`; the first round only warms up. Gives per target `{ perSecond, cpu }[]` by round, `cpu`
 * in microseconds per request.
 */
export async function paired(targets, { rounds, seconds }) {
  const samples = Object.fromEntries(Object.keys(targets).map((name) => [name, []]));
  for (let round = -1; round < rounds; round++)
    for (const name of shuffled(Object.keys(targets))) {
      const { pids, load, before } = targets[name];
      await before?.();
      const all = pids();
      const started = cpuOf(all);
      const done = await drive({ name, seconds, ...load });
      targets[name].after?.(done);
      const cpu = (cpuOf(all) - started) / 1000 / done.requests;
      if (round >= 0) samples[name].push({ perSecond: done.perSecond, cpu, p50: done.p50, p99: done.p99 });
    }
  return samples;
}

/** Ours over the baseline, round by round. */
export function ratio(samples, ours, base, measure) {
  const ratios = samples[ours].map((sample, round) => sample[measure] / samples[base][round][measure]);
  const middle = (name) => median(samples[name].map((sample) => sample[measure]));
  return {
    median: median(ratios),
    min: Math.min(...ratios),
    max: Math.max(...ratios),
    measured: middle(ours),
    baseline: middle(base),
  };
}
