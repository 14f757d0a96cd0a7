import type { Span } from "./capacity";
import { timeFor } from "./capacity";

/**
 * Waiting time by schedule-aware adaptive queue length: W = inf{t : ∫ c(now+u)/m du ≥ ahead}, with an interval from
 * conformal quantiles of what earlier promises missed by (Ibrahim & Whitt 2009 on queue-length predictors; Gibbs &
 * Candès 2021 on keeping coverage online). Errors are counted in services, not minutes, so that lunch does not blur
 * them.
 */
export interface Question {
  now: number;
  /** Waiting in front, plus one, less idle counters; may be a fraction or negative. */
  ahead: number;
  /** Mean service time, ms. */
  mean: number;
  spans: readonly Span[];
  /** Classes that may still overtake: how many come per ms, and for how long after now that lets them by, ms. */
  overtaking: readonly { rate: number; within: number }[];
}

/** What has been learned about one service's promises; plain data. */
export interface Calibration {
  /** Signed misses of the last promises in units of `spread`, oldest first. */
  scores: number[];
  /** Tail levels in use, each moved until a tenth of the people fall outside on its side. */
  lowTail: number;
  highTail: number;
  /** Low end, point and high end, in spreads; kept, because phones ask more often than people are called. */
  low: number;
  middle: number;
  high: number;
}

export interface Estimate {
  /** Services before this person's, with expected overtakers. */
  work: number;
  lowWork: number;
  highWork: number;
  pointMs: number;
  lowMs: number;
  highMs: number;
}

const keptScores = 400;
const leastScores = 20;
const tail = 0.1;
/** How fast a tail follows its misses. */
const learning = 0.02;
/** Before anything is known, and the most that is ever believed. */
const firstQuantile = 1.4;
const widest = 6;
const rounds = 3;

export const emptyCalibration = (): Calibration => ({
  scores: [],
  lowTail: tail,
  highTail: tail,
  low: -firstQuantile,
  middle: 0,
  high: firstQuantile,
});

/** Spread of the work in front: one service, chance per service, and a share that the model gets wrong. */
export const spread = (work: number): number => Math.sqrt(1 + Math.max(0, work) + 0.02 * Math.max(0, work) ** 2);

const quantile = (sorted: readonly number[], level: number): number => {
  const index = Math.ceil(level * (sorted.length + 1)) - 1;
  return sorted[Math.min(sorted.length - 1, Math.max(0, index))]!;
};

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

export const estimate = (question: Question, calibration: Calibration): Estimate => {
  const { now, ahead, mean, spans, overtaking } = question;
  const first = Math.max(0, ahead);
  let work = first;
  let wait = timeFor(spans, mean, now, work);
  // Who overtakes lengthens the wait in which more may overtake: a fixed point, near enough after a few rounds.
  for (let round = 0; round < rounds && first > 0; round++) {
    work = overtaking.reduce((sum, { rate, within }) => sum + rate * Math.min(wait, within), first);
    wait = timeFor(spans, mean, now, work);
  }
  // Rising in `work` whatever the quantiles, because `spread` grows more slowly than the work itself. Where a counter
  // stands idle the answer is "now", and only the high end may be later.
  const at = (quantiles: number): number => Math.max(0, work + quantiles * spread(work));
  const lowWork = first > 0 ? at(calibration.low) : 0;
  const highWork = at(calibration.high);
  const pointMs = timeFor(spans, mean, now, first > 0 ? at(calibration.middle) : 0);
  const lowMs = timeFor(spans, mean, now, lowWork);
  return { work, lowWork, highWork, pointMs, lowMs, highMs: timeFor(spans, mean, now, highWork) };
};

/** Learns from one promise that was kept or broken: `actual` services began before the person was called. */
export const learn = (
  calibration: Calibration,
  promised: Pick<Estimate, "work" | "lowWork" | "highWork">,
  actual: number,
): void => {
  const { scores } = calibration;
  scores.push((actual - promised.work) / spread(promised.work));
  if (scores.length > keptScores) scores.shift();
  const move = (outside: boolean): number => learning * (tail - (outside ? 1 : 0));
  calibration.lowTail = clamp(calibration.lowTail + move(actual < promised.lowWork), 0.005, 0.3);
  calibration.highTail = clamp(calibration.highTail + move(actual > promised.highWork), 0.005, 0.3);
  if (scores.length < leastScores) return;
  const sorted = scores.toSorted((a, b) => a - b);
  calibration.low = clamp(quantile(sorted, calibration.lowTail), -widest, widest);
  calibration.middle = clamp(quantile(sorted, 0.5), -widest, widest);
  calibration.high = clamp(quantile(sorted, 1 - calibration.highTail), -widest, widest);
};

const coarse = 20;
const step = 5;

/** Whole minutes, outwards; above 20 in steps of 5, so as not to promise more than is known. */
export const roundRange = (lowMs: number, highMs: number): { lowMinutes: number; highMinutes: number } => {
  const low = Math.floor(lowMs / 60_000);
  const high = Math.max(1, Math.ceil(highMs / 60_000));
  return {
    lowMinutes: low > coarse ? Math.floor(low / step) * step : low,
    highMinutes: high > coarse ? Math.ceil(high / step) * step : high,
  };
};
