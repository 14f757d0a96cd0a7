import { credentialOf } from "./enter";
import { adapters } from "./gateways";
import type { Talk } from "./gateways/gateway";
import { readPhone } from "./phone";
import { openGateway, type Place, planOf } from "./place";
import { limitsFor, type NoLimits, periodsAt, ways } from "./plan";
import { makeLink, type Ring } from "./seals";
import type { Session, SessionRepository } from "./session-repository";
import type { VisitRepository } from "./visit-repository";

interface Desk {
  ring: Ring;
  sessions: Pick<SessionRepository, "extend">;
  visits: Pick<VisitRepository, "known">;
}

export interface Extending {
  session: Session;
  place: Place;
  /** The way that counts from now on: another one when the person proved something. */
  way: string;
  proof: string | null;
  selfOrigin: string;
  now: number;
}

type Extended = { ok: true; endsAt: number; talk?: Talk } | { ok: false; reason: "over" | "gateway" } | NoLimits;

/** Gives a running session more time, as far as the person's day and month allow; the gateway hears it as a new grant. */
export async function extendSession(
  desk: Desk,
  { session, place, proof, selfOrigin, now, ...asked }: Extending,
): Promise<Extended> {
  const way = ways.find((one) => one === asked.way);
  const plan = way && planOf(place, way);
  const phone = await readPhone(desk.ring, session);
  if (!plan || !phone || session.endedAt !== null || session.endsAt <= now) return { ok: false, reason: "over" };
  const since = periodsAt(now, place.group.timezone).month;
  const asking = { group: session.group, site: session.site, client: null, proof: null, arrival: "" };
  const known = await desk.visits.known({ ...asking, holder: session.holder, since, now });
  // The session is one of today's already; only its time and data count.
  const allowed = limitsFor({
    plan: { ...plan, dailySessions: null },
    visits: known.visits,
    opening: place.site,
    now,
    timezone: place.group.timezone,
    running: known.running,
    busyAt: place.site.busyAt,
  });
  if (!allowed.ok) return allowed;
  const gateway = await openGateway(place, desk.ring);
  const landing = `${selfOrigin}/s/${await makeLink(desk.ring, "status", session.id)}`;
  const terms = {
    limits: allowed.limits,
    credential: await credentialOf(desk.ring, session.id),
    landing,
    grant: session.id,
  };
  const grant = await adapters[gateway.make].grant({ ...phone, state: "blocked", lang: null }, gateway, terms);
  if (grant?.kind !== "poll" && grant?.kind !== "talk") return { ok: false, reason: "gateway" };
  const endsAt = now + allowed.limits.seconds * 1000;
  const { pollHash } = place.gateway;
  const pending =
    grant.kind === "poll" && pollHash !== null ? { pollHash, ticket: grant.ticket, line: grant.line } : null;
  await desk.sessions.extend(session, { endsAt, way: plan.way, proof, pending, now });
  return grant.kind === "talk" ? { ok: true, endsAt, talk: grant.talk } : { ok: true, endsAt };
}
