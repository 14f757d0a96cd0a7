import { meanServiceTime, staffing } from "../../src/live/capacity";
import type { Event } from "../../src/live/events";
import { emptyForecast, watch } from "../../src/live/forecast";
import type { OpeningWindow, TicketClass } from "../../src/live/model";
import { countBefore, rankOf } from "../../src/live/order";
import { World, counter, facility, hour, minute, service } from "./world";

/** A seeded M/G/c day at a hospital: Poisson arrivals that peak, lognormal services, lunch, priority, no-shows. */
export interface Scenario {
  name: string;
  counters: number;
  /** Mean service time that is true, and the one that was configured; minutes. */
  trueMean: number;
  priorMean: number;
  /** Coefficient of variation of a service. */
  variation: number;
  /** Arrivals an hour, for each hour from 07:00. */
  perHour: number[];
  priorityShare: number;
  noShowShare: number;
}

export const scenarios: Scenario[] = [
  {
    name: "reception",
    counters: 6,
    trueMean: 4,
    priorMean: 4,
    variation: 0.7,
    perHour: [150, 130, 100, 85, 30, 0, 60, 110, 80, 40],
    priorityShare: 0.2,
    noShowShare: 0.05,
  },
  {
    name: "doctor",
    counters: 1,
    trueMean: 8,
    priorMean: 8,
    variation: 0.8,
    perHour: [16, 10, 8, 6, 2, 0, 4, 8, 6, 2],
    priorityShare: 0.2,
    noShowShare: 0.08,
  },
  {
    name: "pharmacy",
    counters: 2,
    trueMean: 3.5,
    priorMean: 2,
    variation: 0.8,
    perHour: [20, 40, 50, 45, 20, 0, 20, 45, 40, 20],
    priorityShare: 0.15,
    noShowShare: 0.03,
  },
];

const windows: OpeningWindow[] = [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => [
  { weekday, from: "07:00", to: "11:30" },
  { weekday, from: "13:30", to: "16:30" },
]);

/** mulberry32: small, seeded, good enough for a simulation. */
export const random = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** What others show: all but the last take the whole line as being in front, `rankedLength` only smaller ranks. */
export type Predictor = "positionTimesFive" | "zms" | "lastToEnterService" | "queueLength" | "rankedLength";

/** What each method said to one person, and what came; minutes. */
export interface Sample {
  waited: number;
  ours: number;
  low: number;
  high: number;
  baseline: Record<Predictor, number>;
}

interface Happening {
  at: number;
  what: "arrive" | "start" | "free" | "return";
  counter: string;
}

const sevenOnMonday = Date.UTC(2026, 10, 23, 0);
const lunch = { from: 4.5 * hour, to: 6.5 * hour };

class Day {
  readonly world: World;
  readonly samples: Sample[] = [];
  readonly #scenario: Scenario;
  readonly #random: () => number;
  readonly #forecast = emptyForecast();
  readonly #said = new Map<string, Record<Predictor, number>>();
  #agenda: Happening[] = [];
  #lastWait = 0;
  #seen = 0;
  #opened = 0;

  constructor(scenario: Scenario, seed: number) {
    this.#scenario = scenario;
    this.#random = random(seed);
    const ids = Array.from({ length: scenario.counters }, (_, index) => `p${index + 1}`);
    const config = service("test.a", {
      windows,
      meanServiceMs: scenario.priorMean * minute,
      policy: { kind: "head-start", priorityMs: 20 * minute, emergencyMs: 72 * hour },
    });
    this.world = new World(
      facility(
        [config],
        ids.map((id) => counter(id, "test.a")),
      ),
    );
  }

  #plan(at: number, what: Happening["what"], counterId = ""): void {
    let index = this.#agenda.length;
    while (index > 0 && this.#agenda[index - 1]!.at < at) index--;
    this.#agenda.splice(index, 0, { at, what, counter: counterId });
  }

  /** Lognormal with the scenario's mean and variation. */
  #service(): number {
    const { trueMean, variation } = this.#scenario;
    const sigma2 = Math.log(1 + variation ** 2);
    const normal = Math.sqrt(-2 * Math.log(1 - this.#random())) * Math.cos(2 * Math.PI * this.#random());
    return trueMean * minute * Math.exp(Math.sqrt(sigma2) * normal - sigma2 / 2);
  }

  #atLunch(): boolean {
    const since = this.world.now - this.#opened;
    return since >= lunch.from && since < lunch.to;
  }

  /** The baselines know the counters at work and the measured mean, as ours does. */
  #says(ticketClass: TicketClass): Record<Predictor, number> {
    const { state, now } = this.world;
    const config = state.config.services[0]!;
    const { waiting = [], recent = [] } = state.services.get("test.a") ?? {};
    const mean = meanServiceTime(config, recent) / minute;
    const { counters, idle } = staffing(state, config, now, mean * minute);
    const ahead = waiting.length;
    const rank = rankOf(config.policy, ticketClass, now);
    const smaller = countBefore(waiting, { rank, number: Infinity, date: state.date });
    const length = (inFront: number): number => (Math.max(0, inFront + 1 - idle) * mean) / Math.max(1, counters);
    return {
      positionTimesFive: (ahead + 1) * 5,
      // Configured processing time × people waiting ÷ counters at work.
      zms: (ahead * (config.meanServiceMs / minute)) / Math.max(1, counters),
      lastToEnterService: this.#lastWait / minute,
      queueLength: length(ahead),
      rankedLength: length(smaller),
    };
  }

  /** Hands the new events to the forecast and keeps what came of promises. */
  #watch(): void {
    for (const event of this.world.log.slice(this.#seen)) this.#note(event);
    this.#seen = this.world.log.length;
  }

  #note(event: Event): void {
    const outcome = watch(this.#forecast, this.world.state, event);
    if (!outcome) return;
    this.#lastWait = outcome.waitedMs;
    this.samples.push({
      waited: outcome.waitedMs / minute,
      ours: outcome.pointMs / minute,
      low: outcome.lowMinutes,
      high: outcome.highMinutes,
      baseline: this.#said.get(outcome.ticket)!,
    });
  }

  #call(counterId: string): void {
    if (this.#atLunch()) {
      this.#finish(counterId);
      return;
    }
    const ticket = this.world.callNext(counterId);
    this.#watch();
    if (ticket === null) return;
    const absent = this.#random() < this.#scenario.noShowShare;
    if (absent) this.#plan(this.world.now + 90_000, "free", counterId);
    else this.#plan(this.world.now + 15_000, "start", counterId);
  }

  #finish(counterId: string): void {
    const { state } = this.world;
    const ticket = state.tickets.get(state.held.get(counterId) ?? "");
    if (!ticket) return;
    const type = ticket.state === "serving" ? "finish" : "noShow";
    this.world.do({ type, ...this.world.seen(counterId, ticket.id) });
    this.#watch();
  }

  #arrive(): void {
    const ticketClass = this.#random() < this.#scenario.priorityShare ? "priority" : "normal";
    const said = this.#says(ticketClass);
    const command = this.world.issue("test.a", { class: ticketClass });
    this.#said.set(command.id, said);
    if (this.world.tryTo(command)) return;
    this.#watch();
    const { state } = this.world;
    const idle = state.config.counters.find(({ id }) => !state.held.has(id));
    if (idle && !this.#atLunch()) this.#call(idle.id);
  }

  /** One day from seven in the morning until the hall is empty. */
  run(index: number): void {
    const { perHour } = this.#scenario;
    this.#opened = sevenOnMonday + index * 24 * hour;
    for (const [at, rate] of perHour.entries()) {
      let time = at * hour;
      while (rate > 0 && (time += (-Math.log(1 - this.#random()) / rate) * hour) < (at + 1) * hour) {
        this.#plan(this.#opened + time, "arrive");
      }
    }
    for (const { id } of this.world.state.config.counters) this.#plan(this.#opened + lunch.to, "return", id);
    for (let next = this.#agenda.pop(); next; next = this.#agenda.pop()) {
      this.world.now = next.at;
      if (next.what === "arrive") this.#arrive();
      else if (next.what === "start") {
        const held = this.world.state.held.get(next.counter)!;
        this.world.do({ type: "start", ...this.world.seen(next.counter, held) });
        this.#watch();
        this.#plan(next.at + this.#service(), "free", next.counter);
      } else if (next.what === "free" || !this.world.state.held.has(next.counter)) this.#call(next.counter);
    }
  }
}

/** Every person of `days` days who was called in turn. */
export const simulate = (scenario: Scenario, seed: number, days: number): Sample[] => {
  const day = new Day(scenario, seed);
  for (let index = 0; index < days; index++) day.run(index);
  return day.samples;
};

export interface Score {
  people: number;
  ours: number;
  baseline: Record<Predictor, number>;
  /** The best of the four that are in use elsewhere. */
  best: number;
  coverage: number;
  /** Mean width of the range, minutes. */
  width: number;
}

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean absolute errors in minutes, and how often the range held. */
export const score = (samples: Sample[]): Score => {
  const off = (name: Predictor): number => mean(samples.map((it) => Math.abs(it.baseline[name] - it.waited)));
  const baseline: Record<Predictor, number> = {
    positionTimesFive: off("positionTimesFive"),
    zms: off("zms"),
    lastToEnterService: off("lastToEnterService"),
    queueLength: off("queueLength"),
    rankedLength: off("rankedLength"),
  };
  const { rankedLength: _, ...usual } = baseline;
  return {
    people: samples.length,
    ours: mean(samples.map((it) => Math.abs(it.ours - it.waited))),
    baseline,
    best: Math.min(...Object.values(usual)),
    coverage: mean(samples.map((it) => (it.low <= it.waited && it.waited <= it.high ? 1 : 0))),
    width: mean(samples.map((it) => it.high - it.low)),
  };
};
