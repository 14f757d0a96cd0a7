import { describe, log, timingSafeEqual, validate } from "@ven/kit";
import * as z from "zod/mini";

import { authorizeRadius } from "../../authorize-radius";
import { credentialOf } from "../../enter";
import { attribute, countedIn, grantIn, type RadiusRequest, refusals, replyMessage, replyOf } from "../../radius";
import { keyed } from "../../seals";
import { type Ctx, deskOf, router } from "./desk";

const Attributes = z.record(
  z.string(),
  z.object({ value: z.optional(z.array(z.union([z.string(), z.number()])).check(z.maxLength(20))) }),
);
const headers = { "X-Portal-Key": { description: "Key of the group of sites", required: false } };
const doc = (summary: string) =>
  describe({ summary, returns: { 200: "attributes", 204: "go on", 401: "reject" }, headers });

/** What FreeRADIUS's rlm_rest asks. In `authenticate` a body would mean "updated", which it takes for a failure. */
export const radius = router()
  .post(
    "/radius/authorize",
    doc("May this phone in, and with what limits?"),
    validate("json", Attributes),
    async (c) => {
      const asked = await authorize(c, c.req.valid("json"));
      if (!asked.ok) return c.json(replyMessage(`Wi-Fi: ${refusals[asked.reason]}`), 401);
      const { id, endsAt, upKbps, downKbps, upKB, downKB, bytes } = asked.granted;
      const secondsLeft = (endsAt - c.var.now) / 1000;
      const reply = replyOf({ secondsLeft, upKbps, downKbps, upKB, downKB, usedBytes: bytes, grant: id });
      const control =
        asked.by === "accept"
          ? { "control:Auth-Type": { do_xlat: false, value: ["Accept"], op: ":=" } }
          : {
              "control:Cleartext-Password": {
                do_xlat: false,
                value: [(await credentialOf(deskOf(c).ring, id)).password],
                op: ":=",
              },
            };
      return c.json({ ...control, ...reply });
    },
  )
  .post("/radius/authenticate", doc("Is it the password?"), validate("json", Attributes), async (c) => {
    const request = c.req.valid("json");
    const asked = await authorize(c, request);
    if (!asked.ok) return c.body(null, 401);
    if (asked.by === "accept") return c.body(null, 204);
    const { password } = await credentialOf(deskOf(c).ring, asked.granted.id);
    const given = attribute(request, "User-Password") ?? "";
    return timingSafeEqual(given, password) ? c.body(null, 204) : c.body(null, 401);
  })
  .post("/radius/accounting", doc("What was used"), validate("json", Attributes), async (c) => {
    const request = c.req.valid("json");
    const group = await groupOf(c);
    const grant = grantIn(request);
    const counted = countedIn(request, c.var.now);
    if (group === undefined) return c.body(null, 401);
    // What is about nobody we know is taken all the same: a gateway that is refused sends it again for ever.
    if (grant !== undefined && counted) await deskOf(c).granted.count(group, grant, counted);
    return c.body(null, 204);
  })
  .post("/radius/post-auth", doc("A password was wrong"), validate("json", Attributes), async (c) => {
    const group = await groupOf(c);
    if (group === undefined) return c.body(null, 401);
    log("warn", "radius-rejected", { group });
    return c.body(null, 204);
  });

/** The group of whoever asks: by the certificate that the listener before us verified, or by its key. */
async function groupOf(c: Ctx) {
  const { ring, granted } = deskOf(c);
  const fingerprint = certificateOf(c);
  if (fingerprint !== undefined)
    return granted.groupOf(await keyed(ring, `radius-certificate/${fingerprint}`), c.var.now);
  const key = c.req.header("x-portal-key") ?? "";
  if (key.length < 8 || key.length > 200) return undefined;
  return granted.groupOf(await keyed(ring, `radius-key/${key}`), c.var.now);
}

/** SHA-256 of a client certificate, hex: from Cloudflare's mutual TLS, or from a header that our own listener sets. */
function certificateOf(c: Ctx) {
  const { TRUSTED_CERTIFICATE_HEADER } = c.env;
  const shown = c.req.raw.cf?.tlsClientAuth as { certVerified?: string; certFingerprintSHA256?: string } | undefined;
  const given =
    shown?.certVerified === "SUCCESS"
      ? shown.certFingerprintSHA256
      : TRUSTED_CERTIFICATE_HEADER
        ? c.req.header(TRUSTED_CERTIFICATE_HEADER)
        : undefined;
  const hex = given?.replaceAll(":", "").toLowerCase() ?? "";
  return /^[0-9a-f]{64}$/.test(hex) ? hex : undefined;
}

async function authorize(c: Ctx, request: RadiusRequest) {
  const group = await groupOf(c);
  if (group === undefined) return { ok: false, reason: "unknown" } as const;
  return authorizeRadius(deskOf(c), { group, request, now: c.var.now });
}
