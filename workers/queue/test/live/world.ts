import type { Command, Issue } from "../../src/live/commands";
import { decide } from "../../src/live/decide";
import type { Decision } from "../../src/live/decide";
import type { Event } from "../../src/live/events";
import { evolve } from "../../src/live/evolve";
import type {
  CounterConfig,
  FacilityConfig,
  LiveState,
  OpeningWindow,
  ServiceConfig,
  Ticket,
} from "../../src/live/model";
import { emptyState } from "../../src/live/model";
import type { Refusal } from "../../src/live/refusal";

export const minute = 60_000;
export const hour = 60 * minute;

/** 10:00 on Tuesday 24 November 2026 in Hạ Long. */
export const tuesday = Date.UTC(2026, 10, 24, 3);

/** Open all day, but with a cut-off at midnight. */
export const allDay: OpeningWindow[] = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
  weekday,
  from: "00:00",
  to: "24:00",
}));

export const service = (id: string, more: Partial<ServiceConfig> = {}): ServiceConfig => ({
  id,
  area: "test1",
  name: "Khám nội",
  nameEn: "Internal medicine",
  prefix: id.slice(-1).toUpperCase(),
  firstNumber: 1,
  meanServiceMs: 5 * minute,
  dailyLimit: null,
  windows: allDay,
  policy: { kind: "head-start", priorityMs: 20 * minute, emergencyMs: 72 * hour },
  priorityFromPhone: "claimed",
  anonymousDaily: 2000,
  anonymousPerMinute: 300,
  ...more,
});

export const counter = (id: string, ...services: string[]): CounterConfig => ({ id, name: id, nameEn: id, services });

export const facility = (services: ServiceConfig[], counters: CounterConfig[]): FacilityConfig => ({
  id: "test",
  name: "Bệnh viện mẫu",
  nameEn: "Sample hospital",
  organisation: "test",
  organisationPath: ["quang-ninh", "test"],
  timezone: "Asia/Ho_Chi_Minh",
  joinMode: "poster",
  posterArrival: "waiting",
  areas: [{ id: "test1", name: "Khu A", nameEn: "Area A", place: "Tầng 1" }],
  services,
  counters,
  version: 1,
});

/** A facility with a clock and a log; every helper throws when the rules refuse, `tryTo` hands the refusal back. */
export class World {
  now = tuesday;
  state: LiveState;
  log: Event[] = [];
  #made = 0;

  constructor(config: FacilityConfig) {
    this.state = emptyState(config);
  }

  decide(command: Command): Decision {
    const decision = decide(this.state, command, this.now);
    if (decision.ok) {
      for (const event of decision.events) {
        evolve(this.state, event);
        this.log.push(event);
      }
    }
    return decision;
  }

  do(command: Command): { ticket: string | null; settled: string | null } {
    const decision = this.decide(command);
    if (!decision.ok) throw new Error(`refused: ${decision.refusal.code}`);
    return decision.result;
  }

  tryTo(command: Command): Refusal | undefined {
    const decision = this.decide(command);
    return decision.ok ? undefined : decision.refusal;
  }

  issue(serviceId: string, more: Partial<Issue> = {}): Issue {
    const id = `t${(this.#made += 1)}`;
    return {
      type: "issue",
      service: serviceId,
      id,
      token: `test-${id}-secret`,
      class: "normal",
      reason: null,
      source: "kiosk",
      device: null,
      ...more,
    };
  }

  /** Takes a number and gives the ticket's id. */
  take(serviceId: string, more: Partial<Issue> = {}): string {
    const command = this.issue(serviceId, more);
    this.do(command);
    return command.id;
  }

  callNext(counterId: string): string | null {
    return this.do({ type: "callNext", counter: counterId }).ticket;
  }

  ticket(id: string): Ticket {
    const ticket = this.state.tickets.get(id);
    if (!ticket) throw new Error(`${id} is not live`);
    return ticket;
  }

  /** What a counter says about a ticket that it has just looked at. */
  seen(counterId: string, id: string): { counter: string; ticket: string; version: number } {
    return { counter: counterId, ticket: id, version: this.state.tickets.get(id)?.version ?? 0 };
  }

  line(serviceId: string): string[] {
    return this.state.services.get(serviceId)?.waiting.map((ticket) => ticket.id) ?? [];
  }

  /** The state in which a ticket ended or is, from the log alone. */
  fate(id: string): string | undefined {
    const last = this.log.findLast((event) => "ticket" in event && event.ticket === id);
    return last && "to" in last ? last.to : undefined;
  }
}
