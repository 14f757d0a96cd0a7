import { lazily } from "@ven/contracts/lazily";
import { hmac, seal, unseal } from "@ven/kit";
import * as z from "zod/mini";

import type { Ring } from "./keys";

const Challenge = lazily(() =>
  z.object({
    id: z.string(),
    channel: z.enum(["phone", "email"]),
    value: z.string(),
    /** Path on this host to go to after signing in. */
    next: z.string(),
  }),
);
/** What the form between asking for a code and typing it carries, so that no cookie is needed. */
export type Challenge = z.infer<typeof Challenge>;

const context = "challenge";
const keyFor = (secret: string) => hmac(secret, "seal/challenge");

/** Sealed: whoever has the form cannot read or change it. */
export async function sealChallenge(challenge: Challenge, { key }: Ring) {
  return seal(await keyFor(key), JSON.stringify(challenge), context);
}

/** Undefined for whatever `sealChallenge` did not make. */
export async function openChallenge(sealed: string, { all }: Ring): Promise<Challenge | undefined> {
  if (sealed.length > 4000) return undefined;
  for (const secret of all.values()) {
    try {
      return z.parse(Challenge, JSON.parse(await unseal(await keyFor(secret), sealed, context)));
    } catch {
      // Another key of the ring, or nobody's: the next one tells.
    }
  }
  return undefined;
}
