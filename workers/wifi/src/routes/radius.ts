import { describe, timingSafeEqual, validate } from "@ven/kit";
import * as z from "zod/mini";

import { credentialOf } from "../enter";
import { readMac } from "../gateways/read";
import { clientHash } from "../place";
import { attribute, countedIn, grantIn, type RadiusRequest, replyMessage, replyOf } from "../radius";
import { keyed } from "../seals";
import type { Session } from "../session-repository";
import { type Ctx, deskOf } from "./portal-desk";
import { router } from "./router";

const Attributes = z.record(
  z.string(),
  z.object({ value: z.optional(z.array(z.union([z.string(), z.number()])).check(z.maxLength(20))) }),
);
const headers = { "X-Portal-Key": { description: "Key of the group of sites", required: true } };
const doc = (summary: string) =>
  describe({ summary, returns: { 200: "attributes", 204: "go on", 401: "reject" }, headers });

/** What FreeRADIUS's rlm_rest asks. In `authenticate` a body would mean "updated", which it takes for a failure. */
export const radius = router()
  .post(
    "/radius/authorize",
    doc("May this phone in, and with what limits?"),
    validate("json", Attributes),
    async (c) => {
      const request = c.req.valid("json");
      const session = await sessionFor(c, request);
      if (!session) return c.json(replyMessage("Wi-Fi: sign in on the login page first."), 401);
      const { ring } = deskOf(c);
      const { id, endsAt, upKbps, downKbps, upKB, downKB, bytes } = session;
      const secondsLeft = (endsAt - c.var.now) / 1000;
      const reply = replyOf({ secondsLeft, upKbps, downKbps, upKB, downKB, usedBytes: bytes, grant: id });
      const isByMac = attribute(request, "User-Name") !== id;
      const { password } = await credentialOf(ring, id);
      const control = isByMac
        ? { "control:Auth-Type": { do_xlat: false, value: ["Accept"], op: ":=" } }
        : { "control:Cleartext-Password": { do_xlat: false, value: [password], op: ":=" } };
      return c.json({ ...control, ...reply });
    },
  )
  .post("/radius/authenticate", doc("Is it the password?"), validate("json", Attributes), async (c) => {
    const request = c.req.valid("json");
    const session = await sessionFor(c, request);
    const given = attribute(request, "User-Password") ?? "";
    const wanted = session ? (await credentialOf(deskOf(c).ring, session.id)).password : "";
    return session && timingSafeEqual(given, wanted) ? c.body(null, 204) : c.body(null, 401);
  })
  .post("/radius/accounting", doc("What was used"), validate("json", Attributes), async (c) => {
    const request = c.req.valid("json");
    const group = await groupOf(c);
    const grant = grantIn(request);
    const counted = countedIn(request, c.var.now);
    if (group === undefined) return c.body(null, 401);
    // What is about nobody we know is taken all the same: a gateway that is refused sends it again for ever.
    if (grant !== undefined && counted) await deskOf(c).sessions.countRadius(group, grant, counted);
    return c.body(null, 204);
  })
  .post("/radius/post-auth", doc("It was decided"), validate("json", Attributes), async (c) =>
    c.body(null, (await groupOf(c)) === undefined ? 401 : 204),
  );

async function groupOf(c: Ctx) {
  const { ring, places } = deskOf(c);
  const key = c.req.header("x-portal-key") ?? "";
  if (key.length < 8 || key.length > 200) return undefined;
  return places.groupOfRadius(await keyed(ring, `radius-key/${key}`), c.var.now);
}

/** The running session behind a name that we gave, or of a phone that was let in before; of this group, of this phone. */
async function sessionFor(c: Ctx, request: RadiusRequest): Promise<Session | null> {
  const group = await groupOf(c);
  const name = attribute(request, "User-Name") ?? "";
  if (group === undefined) return null;
  const { sessions, places, ring } = deskOf(c);
  const { now } = c.var;
  const mac = readMac(attribute(request, "Calling-Station-Id"));
  const place = mac === null ? undefined : await places.anyOf(group, now);
  const client =
    place && mac !== null ? await clientHash(await places.withSalt(place, ring, now), ring, mac, now) : null;
  const isByMac = mac !== null && readMac(name) === mac;
  const found = isByMac
    ? client === null
      ? null
      : await sessions.ofClient(group, client, now)
    : /^[\w-]{22}$/.test(name)
      ? await sessions.byId(name)
      : null;
  const runs = found !== null && found.group === group && found.endedAt === null && found.endsAt - now >= 1000;
  // A name that was given to one phone is of no use to another.
  return runs && (found.client === null || client === null || found.client === client) ? found : null;
}
