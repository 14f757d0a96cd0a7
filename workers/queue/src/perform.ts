import { causeOf, log, type ProblemCode } from "@ven/kit";

import type { Done, Order, Outcome } from "./live-queue";
import type { KeptAnswer, LiveRepository, LoggedEvent } from "./live-repository";
import { decide } from "./live/decide";
import type { Event } from "./live/events";
import { evolve, serviceState } from "./live/evolve";
import { watch } from "./live/forecast";
import type { LiveState, Ticket } from "./live/model";
import type { Refusal } from "./live/refusal";
import { storedService } from "./live/restore";
import { issuedTicket, type Live, staffTicket } from "./views";

export interface Performed {
  outcomes: Outcome<Done>[];
  events: Event[];
}

/** An answer outlives the day it was given on by this long, so that a phone that was off finds its ticket. */
const keepAnswers = 48 * 3_600_000;

/**
 * Does many commands in order, in memory and in the repository, as one transaction of the caller. A refused command
 * changes nothing and does not hinder the next; only a failure of the store undoes all of them.
 */
export function perform(
  { state, forecast }: Live,
  orders: Order[],
  repository: LiveRepository,
  now: number,
): Performed {
  const logged: LoggedEvent[] = [];
  const issued = new Set<string>();
  const changed = new Map<string, Ticket>();
  const services = new Set<string>();
  const dateBefore = state.date;
  const keys = orders.flatMap(({ key }) => (key ? [key.id] : []));
  const known = new Map(repository.answers(keys).map((kept): [string, KeptAnswer] => [kept.key, kept]));
  const answers: KeptAnswer[] = [];

  const apply = (event: Event, actor: string | null) => {
    const ticket = evolve(state, event);
    watch(forecast, state, event);
    logged.push({ event, actor });
    if (event.type === "issued") issued.add(event.ticket);
    if (ticket) changed.set(ticket.id, ticket);
    if ("service" in event) services.add(event.service);
    if (event.type === "dayOpened") for (const id of state.services.keys()) services.add(id);
  };

  const one = (order: Order): Outcome<Done> => {
    const { caller, key } = order;
    if (caller.organisations && !caller.organisations.some((id) => state.config.organisationPath.includes(id)))
      return refused("not-found");
    if (key) {
      const kept = known.get(key.id);
      if (kept && kept.hash !== key.hash) return refused("key-reused");
      if (kept) return { ok: true, value: JSON.parse(kept.answer) as Done, replayed: true };
    }
    const command = withTicket(order, repository);
    if (!command) return refused("not-found");
    const decision = decide(state, command, now);
    if (!decision.ok) {
      const id = "ticket" in command ? command.ticket : "";
      return explain(decision.refusal, changed.get(id) ?? (() => repository.ticket(id)));
    }
    for (const event of decision.events) apply(event, caller.actor);
    const value = answer(state, decision.events, decision.result.ticket, changed);
    if (key) {
      const kept = { key: key.id, hash: key.hash, answer: JSON.stringify(value) };
      known.set(key.id, kept);
      answers.push(kept);
    }
    return { ok: true, value };
  };

  const outcomes = orders.map((order): Outcome<Done> => {
    const seq = state.seq;
    try {
      return one(order);
    } catch (err) {
      // A fault before the first event harms nobody else in this turn; after it memory cannot be trusted.
      if (state.seq !== seq) throw err;
      log("error", "command-failed", { service: "queue", command: order.command.type, cause: causeOf(err) });
      return refused("internal");
    }
  });

  repository.appendEvents(logged);
  repository.insertTickets([...changed.values()].filter(({ id }) => issued.has(id)));
  for (const ticket of changed.values()) if (!issued.has(ticket.id)) repository.updateTicket(ticket);
  repository.keepAnswers(answers, now + keepAnswers);
  for (const id of services) repository.saveService(storedService(serviceState(state, id)));
  if (state.date !== dateBefore) repository.setHead("date", state.date);
  return { outcomes, events: logged.map(({ event }) => event) };
}

const refused = (code: ProblemCode, extra?: Record<string, unknown>): Outcome<never> => ({
  ok: false,
  refused: { code, ...(extra && { extra }) },
});

/** A phone names its ticket by token; the rules know ids. */
function withTicket({ command, token }: Order, repository: LiveRepository) {
  if (token === undefined) return command;
  const found = repository.ticketByToken(token);
  return found && { ...command, ticket: found.id };
}

function answer(state: LiveState, events: Event[], id: string | null, changed: Map<string, Ticket>): Done {
  const ticket = id === null ? undefined : (state.tickets.get(id) ?? changed.get(id));
  const born = events.find((event) => event.type === "issued");
  const fresh = born && state.tickets.get(born.ticket);
  return { ticket: ticket ? staffTicket(ticket) : null, issued: fresh ? issuedTicket(state, fresh) : null };
}

/** Puts a refusal of the rules into the words of HTTP. A ticket is shown by state, version and counter only. */
function explain(
  { code, current, opens, retryAfterMs }: Refusal,
  over: Ticket | (() => Ticket | undefined),
): Outcome<never> {
  if (code === "unknown-service" || code === "unknown-counter") return refused("not-found");
  if (code === "ticket-not-live") {
    const ticket = typeof over === "function" ? over() : over;
    return ticket ? refused("wrong-state", { current: standing(ticket) }) : refused("not-found");
  }
  const extra = { ...(current && { current: standing(current) }), ...(opens && { opens }) };
  const retry = retryAfterMs === undefined ? {} : { retryAfterSeconds: Math.ceil(retryAfterMs / 1000) };
  return { ok: false, refused: { code, extra, ...retry } };
}

const standing = ({ state, version, counter }: Pick<Ticket, "state" | "version" | "counter">) => ({
  state,
  version,
  counter,
});
