import { hmac, timingSafeEqual } from "@ven/kit";

import type { Credential, CredentialRepository } from "./credential-repository";
import { type Place, planOf } from "./place";
import { keyed, type Ring, shortCode } from "./seals";
import type { Session } from "./session-repository";

/** For so long a credential works, ms: a holiday. */
export const credentialLasts = 30 * 86_400_000;

/** `shk27k9mtw`: typed by hand on some phones, so nothing in it looks like something else. */
export const isCredentialName = (name: string) => /^s[2-9a-z]{9}$/.test(name);

const hashOf = (id: string, password: string) => `secure/${id}/${password}`;

/** Whether it is the password, by either key of ours. What was typed in capitals is the same. */
export async function isPassword(
  ring: Ring,
  { id, passwordHash }: Pick<Credential, "id" | "passwordHash">,
  typed: string,
) {
  for (const key of ring)
    if (timingSafeEqual(await hmac(key, hashOf(id, typed.toLowerCase())), passwordHash)) return true;
  return false;
}

interface Issuing {
  session: Session;
  place: Place;
  now: number;
}
export type Issued =
  | { ok: true; id: string; password: string }
  /** `over`: nobody is online by this link. `way`: what they came by is too short for more. */
  | { ok: false; reason: "over" | "way" | "devices" };

/** Ways that last: who fetches a code or came in an emergency proves nothing that could be kept. */
const lasting = new Set(["tap", "code", "voucher", "account"]);

/** Gives a device that is online a name and a password of its own for the secure network. Only a hash is kept. */
export async function issueCredential(
  { ring, credentials }: { ring: Ring; credentials: Pick<CredentialRepository, "issue"> },
  { session, place, now }: Issuing,
): Promise<Issued> {
  const plan = place.plans.find(({ way }) => way === session.way);
  if (session.endedAt !== null || session.endsAt <= now || session.takenAt === null)
    return { ok: false, reason: "over" };
  if (!plan || !lasting.has(plan.way) || !planOf(place, plan.way)) return { ok: false, reason: "way" };
  const id = `s${shortCode(9)}`.toLowerCase();
  const password = shortCode(16).toLowerCase();
  const { group, holder, gateway, client } = session;
  const issued = await credentials.issue({
    id,
    group,
    holder,
    gateway,
    way: plan.way,
    client,
    passwordHash: await keyed(ring, hashOf(id, password)),
    createdAt: now,
    validTo: now + credentialLasts,
    most: plan.devices,
  });
  return issued ? { ok: true, id, password } : { ok: false, reason: "devices" };
}
