import { Problem, uuidv7 } from "@ven/kit";

import type { Desk } from "../desk";
import type { Authority } from "../organisations/authority";
import { happeningOf } from "../organisations/people";
import { addBreach, type BreachStep, listBreaches, noteStep } from "./breach-repository";

/** Law 91/2025, art. 23: the authority knows of a breach within 72 hours of its discovery, ms. */
export const notifyWithin = 72 * 3_600_000;

export const showBreaches = ({ db }: Desk, { organisation }: Authority) => listBreaches(db, organisation);

/** Starts the clock of a breach at its discovery, which may lie before it was written down. */
export async function recordBreach(
  desk: Desk,
  authority: Authority,
  { summary, discoveredAt }: { summary: string; discoveredAt: number },
) {
  const { principal, organisation } = authority;
  if (discoveredAt > desk.now)
    throw new Problem("validation-failed", undefined, {
      errors: [{ pointer: "/discovered", detail: "in the future" }],
    });
  const id = uuidv7(desk.now);
  const notifyBy = discoveredAt + notifyWithin;
  const breach = { id, organisation, summary, discoveredAt, notifyBy, now: desk.now, actor: principal.subject };
  await addBreach(desk.db, breach, happeningOf(desk, authority, "breach-recorded", id, { discoveredAt, notifyBy }));
  return id;
}

export async function takeStep(desk: Desk, authority: Authority, id: string, step: BreachStep) {
  const happening = happeningOf(desk, authority, `breach-${step}`, id);
  const change = { id, organisation: authority.organisation, now: desk.now, step };
  if (await noteStep(desk.db, change, happening)) return;
  const isTheirs = (await listBreaches(desk.db, authority.organisation)).some((breach) => breach.id === id);
  throw new Problem(isTheirs ? "conflict" : "not-found");
}
