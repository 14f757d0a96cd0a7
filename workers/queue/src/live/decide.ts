import type { Command } from "./commands";
import { callByHand, callNext } from "./decide-call";
import { closing, setOpening } from "./decide-day";
import { finish, noShow, park, recall, start, transfer, undo } from "./decide-held";
import { checkIn, issue } from "./decide-intake";
import { cancel, reclassify, reinstate, resume } from "./decide-ticket";
import type { Accepted, Moment } from "./draft";
import type { Draft, Event } from "./events";
import { evolve } from "./evolve";
import type { LiveState } from "./model";
import { businessDate } from "./opening";
import type { Refused } from "./refusal";
import { restore, storedHead, storedService } from "./restore";

/** `ticket`: the one issued or acted on; null when call-next found nobody. `settled`: what call-next or transfer ended. */
export interface Result {
  ticket: string | null;
  settled: string | null;
}

export type Decision = { ok: true; events: Event[]; result: Result } | Refused;

const answer = (moment: Moment, command: Command): Accepted | Refused => {
  switch (command.type) {
    case "issue":
      return issue(moment, command);
    case "checkIn":
      return checkIn(moment, command);
    case "callNext":
      return callNext(moment, command);
    case "call":
      return callByHand(moment, command);
    case "recall":
      return recall(moment, command);
    case "start":
      return start(moment, command);
    case "finish":
      return finish(moment, command);
    case "noShow":
      return noShow(moment, command);
    case "undo":
      return undo(moment, command);
    case "park":
      return park(moment, command);
    case "transfer":
      return transfer(moment, command);
    case "resume":
      return resume(moment, command);
    case "reinstate":
      return reinstate(moment, command);
    case "cancel":
      return cancel(moment, command);
    case "reclassify":
      return reclassify(moment, command);
    case "openService":
    case "closeService":
    case "followWindows":
      return setOpening(moment, command);
    case "closeDay":
      return { ok: true, drafts: [], ticket: null, settled: null };
  }
};

const numbered = (drafts: readonly Draft[], seq: number): Event[] =>
  drafts.map((draft, index): Event => ({ ...draft, seq: seq + index + 1 }));

/** Copied once a date, so that the first command of a date is decided on the day it opens. */
const copy = (state: LiveState): LiveState =>
  restore(
    state.config,
    storedHead(state),
    Array.from(state.services.values(), storedService),
    Array.from(state.tickets.values(), (ticket) => ({ ...ticket })),
  );

/**
 * What a command does at `now` (UTC ms): events to store and evolve, in order, or a refusal that changes nothing.
 * Reads `state` only. The first command of a business date also closes the one before. A clock that steps back is
 * held at the last event, so the order of arrival stays the order of the log.
 */
export const decide = (state: LiveState, command: Command, now: number): Decision => {
  const at = Math.max(now, state.at);
  const today = businessDate(at, state.config.timezone, state.date);
  const before = today === state.date ? [] : numbered(closing(state, at, today), state.seq);
  let open = state;
  if (before.length > 0) {
    open = copy(state);
    for (const event of before) evolve(open, event);
  }
  const answered = answer({ state: open, at, today }, command);
  if (!answered.ok) return answered;
  const { drafts, ticket, settled } = answered;
  return { ok: true, events: [...before, ...numbered(drafts, open.seq)], result: { ticket, settled } };
};
