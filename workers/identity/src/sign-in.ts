import { lifetimes } from "@ven/identity";
import { Problem, timingSafeEqual, uuidv7 } from "@ven/kit";

import { grantOf, newSession } from "./begin-session";
import type { Challenge } from "./challenge-handle";
import { attemptsAllowed, countGuess } from "./challenge-repository";
import type { Desk } from "./desk";
import type { Ring } from "./keys";
import { codeMac } from "./send-code";
import { startSession } from "./start-session-repository";
import { blindIndexes, packContacts } from "./vault";
import { rememberContact } from "./vault-repository";

export interface SignIn {
  challenge: Challenge;
  code: string;
  device: string;
  /** The session that this browser already has; it ends. */
  replaces: string | undefined;
  /** Whether sample staff who have no passkey yet may use a code (ADR 12). */
  sampleStaff: boolean;
}

/**
 * Signs a person in by the code that was sent to them; whoever is not known becomes a guest. Wrong: `wrong`, and how
 * many guesses are left; used up, too late or taken by another tab: `over`; the contact is of a member of staff, who
 * needs a passkey: `passkey`, and only whoever had the right code learns that.
 */
export async function signIn(desk: Desk, { challenge, code, device, replaces, sampleStaff }: SignIn) {
  const { db, vault, keys, now } = desk;
  const guess = await countGuess(db, challenge.id, now);
  if (!guess) return { ok: false, reason: "over" } as const;
  if (!(await isRight(keys.secrets, challenge.id, guess.codeMac, code))) {
    const left = attemptsAllowed - guess.attempts;
    return left > 0 ? ({ ok: false, reason: "wrong", left } as const) : ({ ok: false, reason: "over" } as const);
  }
  const contact = { channel: challenge.channel, value: challenge.value };
  const stranger = await packContacts(uuidv7(now), [contact], keys);
  const subject = await rememberContact(vault, stranger, await blindIndexes(contact, keys.peppers), {
    now,
    expiresAt: now + lifetimes.guest.absolute,
  });
  const { id, handle, stored } = await newSession(desk);
  const outcome = await startSession(db, {
    id,
    challenge: challenge.id,
    sampleStaff,
    subject,
    ial: 0,
    amr: ["otp", challenge.channel === "phone" ? "sms" : "email"],
    device,
    idleMs: undefined,
    handle: stored,
    replaces,
    now,
    requestId: desk.requestId,
  });
  if (!outcome.started) return { ok: false, reason: outcome.staff ? "passkey" : "over" } as const;
  return { ok: true, grant: await grantOf(desk, outcome, handle) } as const;
}

async function isRight({ all }: Ring, challenge: string, stored: string, code: string) {
  const [name = "", mac = ""] = stored.split(":");
  const key = all.get(name);
  if (key === undefined) throw new Problem("unavailable");
  return timingSafeEqual(await codeMac(key, challenge, code), mac);
}
