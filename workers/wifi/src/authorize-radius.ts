import type { Credential, CredentialRepository } from "./credential-repository";
import { readMac } from "./gateways/read";
import { clientHash, type Place, planOf } from "./place";
import type { PlaceRepository } from "./place-repository";
import { limitsFor, periodsAt, ways } from "./plan";
import { attribute, type Granted, type RadiusRequest, type Refusal, refusalOf } from "./radius";
import type { radiusRepository } from "./radius-repository";
import { newGrantId, type Ring, sealFor } from "./seals";
import { isCredentialName, isPassword } from "./secure-credential";
import type { VisitRepository } from "./visit-repository";

interface Desk {
  ring: Ring;
  places: Pick<PlaceRepository, "anyOf" | "atSite" | "byGateway" | "withSalt">;
  granted: Pick<ReturnType<typeof radiusRepository>, "byName" | "ofClient">;
  credentials: Pick<CredentialRepository, "byId" | "visit">;
  visits: Pick<VisitRepository, "known">;
}

interface Asking {
  group: string;
  request: RadiusRequest;
  now: number;
}

/** `password`: the gateway's own server still has to compare it. `accept`: it is known who it is. */
export type Authorized = { ok: true; granted: Granted; by: "password" | "accept" } | { ok: false; reason: Refusal };

/** May this phone in? By the name of a grant, by its own address, or by a credential of the secure network. */
export async function authorizeRadius(desk: Desk, { group, request, now }: Asking): Promise<Authorized> {
  const name = attribute(request, "User-Name") ?? "";
  const mac = readMac(attribute(request, "Calling-Station-Id"));
  const place = mac === null ? undefined : await desk.places.anyOf(group, now);
  const client =
    place && mac !== null
      ? await clientHash(await desk.places.withSalt(place, desk.ring, now), desk.ring, mac, now)
      : null;
  const id = name.toLowerCase();
  if (isCredentialName(id)) return bySecret(desk, { group, request, now }, id, client);
  const isByMac = mac !== null && readMac(name) === mac;
  const granted = isByMac
    ? client === null
      ? null
      : await desk.granted.ofClient(group, client, now)
    : /^[\w-]{22}$/.test(name)
      ? await desk.granted.byName(group, name, now)
      : null;
  const reason = refusalOf(granted, client, now);
  if (reason !== undefined || granted === null) return { ok: false, reason: reason ?? "unknown" };
  return { ok: true, granted, by: isByMac ? "accept" : "password" };
}

/**
 * The secure network. Who comes again while a visit runs goes on with it; else this is a new one, with what is left of
 * the person's day and month.
 */
async function bySecret(
  desk: Desk,
  { group, request, now }: Asking,
  id: string,
  client: string | null,
  tries = 1,
): Promise<Authorized> {
  const credential = await desk.credentials.byId(group, id);
  const typed = attribute(request, "User-Password") ?? "";
  const fits = credential !== null && (await isPassword(desk.ring, credential, typed));
  if (!fits || credential.revokedAt !== null || credential.validTo <= now) return { ok: false, reason: "password" };
  if (client === null) return { ok: false, reason: "unknown" };
  const running = await desk.granted.ofClient(group, client, now);
  if (running) {
    const reason = refusalOf(running, client, now);
    return reason === undefined ? { ok: true, granted: running, by: "accept" } : { ok: false, reason };
  }
  const begun = await begin(desk, { group, request, now }, credential, client);
  // Two requests of one device at once: the other one has written it.
  if (begun === "again") return tries > 0 ? bySecret(desk, { group, request, now }, id, client, tries - 1) : over;
  return begun;
}

const over = { ok: false, reason: "closed" } as const;

async function begin(
  desk: Desk,
  { group, request, now }: Asking,
  credential: Credential & { visits: number },
  client: string,
): Promise<Authorized | "again"> {
  const place = await placeOf(desk, { group, request, now }, credential);
  const way = ways.find((one) => one === credential.way);
  const plan = place && way && planOf(place, way);
  if (!place || !plan) return over;
  const { timezone, leaseDays } = place.group;
  const known = await desk.visits.known({
    group,
    site: place.site.id,
    client,
    proof: null,
    holder: credential.holder,
    arrival: "",
    since: periodsAt(now, timezone).month,
    now,
  });
  if (known.blocked) return { ok: false, reason: "blocked" };
  if (known.otherDevices >= plan.devices) return { ok: false, reason: "devices" };
  const { visits, running } = known;
  const allowed = limitsFor({ plan, visits, opening: place.site, now, timezone, running, busyAt: place.site.busyAt });
  if (!allowed.ok) return { ok: false, reason: allowed.reason.endsWith("-data") ? "data" : "closed" };
  const { limits } = allowed;
  const grant = newGrantId(now);
  const endsAt = now + limits.seconds * 1000;
  const mac = readMac(attribute(request, "Calling-Station-Id"));
  const lease = leaseDays === 0 ? null : JSON.stringify({ mac, ip: null, grant, endsAt });
  const written = await desk.credentials.visit({
    id: grant,
    credential,
    site: place.site.id,
    gateway: place.gateway.id,
    client,
    before: credential.visits,
    phone: await sealFor(desk.ring, JSON.stringify({ mac, ip: null, landing: null, carry: {} }), `phone/${grant}`),
    now,
    endsAt,
    limits,
    lease:
      lease === null
        ? null
        : { sealed: await sealFor(desk.ring, lease, `lease/${group}`), untilAt: now + leaseDays * 86_400_000 },
  });
  if (!written) return "again";
  const { upKbps, downKbps, upKB, downKB } = limits;
  const granted = { id: grant, way: plan.way, client, endsAt, endedAt: null, upKbps, downKbps, upKB, downKB, bytes: 0 };
  return { ok: true, granted: { ...granted, blocked: false }, by: "accept" };
}

/** Where the access point says it stands (its NAS-Identifier is the site, as our configurations set it), else where the credential was issued. */
async function placeOf(
  desk: Desk,
  { group, request, now }: Asking,
  { gateway }: Credential,
): Promise<Place | undefined> {
  const named = attribute(request, "NAS-Identifier") ?? "";
  const site = /^[a-z][a-z0-9-]{1,39}$/.test(named) ? await desk.places.atSite(named, now) : undefined;
  if (site?.group.id === group) return site;
  const issued = await desk.places.byGateway(gateway, now);
  return issued?.group.id === group ? issued : undefined;
}
