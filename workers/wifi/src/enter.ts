import { type Lang, Problem, uuidv7 } from "@ven/kit";

import type { Adapter, Gateway, Grant, Limits } from "./gateways/gateway";
import type { Pass } from "./pass";
import { clientHash, enforcesLimits, isDisaster, type Place, planOf } from "./place";
import { limitsFor, type NoLimits, periodsAt, type Plan, type Way } from "./plan";
import { keyed, makeLink, newGrantId, type Ring, sealFor, shortCode } from "./seals";
import type { Known, NewGrant, VisitRepository } from "./visit-repository";

export interface Entering {
  place: Place;
  gateway: Gateway;
  adapter: Adapter;
  pass: Pass;
  way: Way;
  /** Keyed hash of what the person proved; null for one tap. */
  proof: string | null;
  /** More phones than the plan says, where a voucher says so. */
  devices?: number;
  /** Whether visits may be counted: asked for, never assumed. */
  counting: boolean;
  lang: Lang;
  selfOrigin: string;
  now: number;
}

export type Entered =
  | { ok: true; grant: Grant; id: string; link: string; endsAt: number; written: boolean }
  | { ok: false; reason: "used" | "blocked" | "devices" | "way-closed" | "gateway"; again?: undefined }
  | NoLimits;

interface Desk {
  visits: Pick<VisitRepository, "known" | "add">;
  ring: Ring;
  /** Keeps a grant that could not be written, until the database is back. */
  keepForLater: (grant: NewGrant) => void;
}

/** A button tapped twice, or a page sent again by a phone on a weak line, is the same wish for so long, ms. */
const sameWish = 120_000;

/** Lets a phone in: who it is, what is left for it, what the gateway wants to hear; written in one batch. */
export async function enter(desk: Desk, entering: Entering): Promise<Entered> {
  const { place, pass, proof, now } = entering;
  const way: Way = isDisaster(place, now) ? "disaster" : entering.way;
  const plan = planOf(place, way);
  if (!plan || !mayUse(place, way, now)) return { ok: false, reason: "way-closed" };
  const { mac } = pass.phone;
  const client = mac === null ? null : await clientHash(place, desk.ring, mac, now);
  const { group, site } = place;
  const since = periodsAt(now, group.timezone).month;
  const asking = { group: group.id, site: site.id, client, proof, holder: pass.holder ?? null, arrival: pass.arrival };
  let known: Known;
  try {
    known = await desk.visits.known({ ...asking, since, now });
  } catch (err) {
    if (!isAway(err)) throw err;
    return enterOffline(desk, entering, client);
  }
  if (known.earlier && now - known.earlier.grantedAt > sameWish) return { ok: false, reason: "used" };
  if (known.blocked && way !== "disaster") return { ok: false, reason: "blocked" };
  if (known.otherDevices >= (entering.devices ?? plan.devices)) return { ok: false, reason: "devices" };
  const allowed = limitsFor({
    plan,
    visits: known.earlier ? [] : known.visits,
    opening: way === "disaster" ? { opens: null, closes: null } : site,
    now,
    timezone: group.timezone,
    running: known.running,
    busyAt: site.busyAt,
  });
  if (!allowed.ok) return allowed;
  const id = known.earlier?.id ?? newGrantId(now);
  const made = await make(desk, entering, way, id, allowed.limits, client, known.holder);
  if (!made) return { ok: false, reason: "gateway" };
  const { answer, row } = made;
  if (known.earlier) return { ...answer, written: true };
  try {
    // False: the same form was sent twice at once, and the other one is written.
    if (!(await desk.visits.add(row))) return await enterAgain(desk, entering);
  } catch (err) {
    if (!isAway(err)) throw err;
    return enterOffline(desk, entering, client);
  }
  return { ...answer, written: true };
}

/** After another request of the same person was first: what it wrote is there now. */
async function enterAgain(desk: Desk, entering: Entering): Promise<Entered> {
  const add = async (row: NewGrant) => {
    if (!(await desk.visits.add(row))) throw new Problem("conflict");
    return true;
  };
  return enter({ ...desk, visits: { known: desk.visits.known, add } }, entering);
}

/** The database is away. Where the grant is computation alone, the phone gets in for a short while all the same. */
async function enterOffline(desk: Desk, entering: Entering, client: string | null): Promise<Entered> {
  const { place, gateway, adapter, now } = entering;
  const plan = planOf(place, "offline");
  if (!plan || !adapter.isOffline(gateway)) throw new Problem("unavailable");
  const opening = limitsFor(alone(plan, place, now));
  if (!opening.ok) return opening;
  const made = await make(desk, entering, "offline", newGrantId(now), opening.limits, client, undefined);
  if (!made) return { ok: false, reason: "gateway" };
  desk.keepForLater({ ...made.row, proof: null });
  return { ...made.answer, written: false };
}

const alone = (plan: Plan, { site, group }: Place, now: number) => ({
  plan,
  visits: [],
  opening: site,
  now,
  timezone: group.timezone,
  running: 0,
  busyAt: null,
});

const isAway = (err: unknown) => !(Problem.is(err) && err.code !== "unavailable");

/** Ways that the group offers; `provisional` only where something ends it, `disaster` only while it lasts. */
function mayUse(place: Place, way: Way, now: number) {
  if (way === "disaster") return isDisaster(place, now);
  if (way === "provisional") return place.group.ways.includes("code") && enforcesLimits(place.gateway);
  const { ways } = place.group;
  return ways.includes(way) || (way === "account" && ways.includes("vneid"));
}

async function make(
  { ring }: Desk,
  { place, gateway, adapter, pass, proof, counting, lang, selfOrigin, now }: Entering,
  way: Way,
  id: string,
  limits: Limits,
  client: string | null,
  holder: string | undefined,
) {
  const link = await makeLink(ring, "status", id);
  const arrival = { ...pass.phone, state: "blocked", lang: null } as const;
  const landing = `${selfOrigin}/s/${link}`;
  const credential = await credentialOf(ring, id);
  const grant = await adapter.grant(arrival, gateway, { limits, credential, landing, grant: id });
  if (!grant || (grant.kind === "poll" && place.gateway.pollHash === null)) return undefined;
  const endsAt = now + limits.seconds * 1000;
  const { mac, ip } = pass.phone;
  const { id: group, leaseDays } = place.group;
  const lease =
    leaseDays === 0 ? null : await sealFor(ring, JSON.stringify({ mac, ip, grant: id, endsAt }), `lease/${group}`);
  const row: NewGrant = {
    id,
    group,
    site: place.site.id,
    gateway: gateway.id,
    holder: holder ?? uuidv7(now),
    isNewHolder: holder === undefined,
    proof,
    counting,
    client,
    way,
    arrival: pass.arrival,
    ticket: grant.kind === "poll" ? grant.ticket : (pass.phone.carry.hid ?? credential.username),
    phone: await sealFor(ring, JSON.stringify(pass.phone), `phone/${id}`),
    now,
    endsAt,
    limits,
    code: way === "provisional" ? null : shortCode(6),
    lease: lease === null ? null : { sealed: lease, untilAt: now + leaseDays * 86_400_000 },
    pending:
      grant.kind === "poll" && place.gateway.pollHash !== null
        ? { pollHash: place.gateway.pollHash, line: grant.line }
        : null,
    arrivedAt: pass.at,
    lang,
  };
  return { row, answer: { ok: true, grant, id, link, endsAt } as const };
}

/** Name and password of one grant for the gateway's RADIUS server. Computed again when it asks: nothing to store. */
export const credentialOf = async (ring: Ring, id: string) => ({
  username: id,
  password: (await keyed(ring, `radius/${id}`)).slice(0, 22),
});
