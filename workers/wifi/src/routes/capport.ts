import { describe, validate } from "@ven/kit";
import * as z from "zod/mini";

import { readMac } from "../gateways/read";
import { clientHash, type Place } from "../place";
import { readLink } from "../seals";
import type { Session } from "../session-repository";
import { type Ctx, deskOf, isFromSite, notFound, watch } from "./portal-desk";
import { router } from "./router";

const id = z.string().check(z.regex(/^[a-z][a-z0-9-]{1,39}$/));
const summary = "Captive portal API (RFC 8908)";
const returns = { 200: "application/captive+json" };

/**
 * RFC 8908. Per client where the gateway's DHCP can make an address for each phone (Kea's flex-option: the hardware
 * address), or by the signed link of a session; per site for everybody else. Who is not known is captive.
 */
export const capport = router()
  .get("/capport/:site", describe({ summary, returns }), validate("param", z.object({ site: id })), async (c) => {
    const { site } = c.req.valid("param");
    return answer(c, await placeOf(c, site), null);
  })
  .get(
    "/capport/:site/:client",
    describe({ summary, returns }),
    validate("param", z.object({ site: id, client: z.string().check(z.maxLength(100)) })),
    async (c) => {
      const { site, client } = c.req.valid("param");
      const place = await placeOf(c, site);
      return answer(c, place, await sessionOf(c, place, client));
    },
  );

async function placeOf(c: Ctx, site: string) {
  const place = await deskOf(c).places.atSite(site, c.var.now);
  if (!place) return notFound();
  await watch(c, place, () => [{ step: "captive-api", passed: true }]);
  return place;
}

async function sessionOf(c: Ctx, found: Place, client: string): Promise<Session | null> {
  const { ring, sessions, places } = deskOf(c);
  const { now } = c.var;
  // A phone's address says something about its owner: only where the phone is may it be asked about.
  if (!isFromSite(c, found)) return null;
  const mac = readMac(client);
  if (mac === null) {
    const session = await readLink(ring, "status", client);
    return session === undefined ? null : sessions.byId(session);
  }
  const hash = await clientHash(await places.withSalt(found, ring, now), ring, mac, now);
  return hash === null ? null : sessions.ofClient(found.group.id, hash, now);
}

function answer(c: Ctx, { group, gateway, site }: Place, session: Session | null) {
  const { SELF_ORIGIN } = c.env;
  const { now } = c.var;
  const runs = session !== null && session.endedAt === null && session.endsAt > now && session.takenAt !== null;
  const data = runs && session.downKB !== null ? session.downKB + (session.upKB ?? 0) : null;
  const body = {
    captive: !runs,
    "user-portal-url": `${SELF_ORIGIN}/p/${group.id}/${site.id}`,
    "venue-info-url": `${SELF_ORIGIN}/venue/${group.id}`,
    ...(runs && {
      "can-extend-session": gateway.level === 3 || gateway.level === 4,
      "seconds-remaining": Math.floor((session.endsAt - now) / 1000),
    }),
    ...(runs && data !== null && { "bytes-remaining": Math.max(0, data * 1000 - session.bytes) }),
  };
  return c.body(JSON.stringify(body), 200, {
    "content-type": "application/captive+json",
    "cache-control": "private, no-store",
  });
}
