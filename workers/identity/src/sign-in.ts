import { lifetimes } from "@ven/identity";
import { Problem, randomToken, sha256, timingSafeEqual, uuidv7 } from "@ven/kit";

import type { Challenge } from "./challenge-handle";
import { attemptsAllowed, countGuess } from "./challenge-repository";
import type { Desk } from "./desk";
import { handleOf } from "./handle";
import { issueToken } from "./issue-token";
import type { Ring } from "./keys";
import { codeMac } from "./send-code";
import { startSession } from "./session-repository";
import { blindIndexes, packContacts } from "./vault";
import { addContacts, findSubject, keepLonger } from "./vault-repository";

/** What a browser of identity's own host gets: `audience` of its token and handle. */
export const ownAudience = "identity";

export interface SignIn {
  challenge: Challenge;
  code: string;
  device: string;
  /** The session that this browser already has; it ends. */
  replaces: string | undefined;
}

/**
 * Signs a person in by the code that was sent to them. Staff are who proved the contact that their administrator
 * entered; whoever is not known becomes a guest. Wrong: `wrong`, and how many guesses are left; used up, too late or
 * taken by another tab: `over`.
 */
export async function signIn(desk: Desk, { challenge, code, device, replaces }: SignIn) {
  const { db, vault, keys, now, issuer } = desk;
  const guess = await countGuess(db, challenge.id, now);
  if (!guess) return { ok: false, reason: "over" } as const;
  if (!(await isRight(keys.secrets, challenge.id, guess.codeMac, code))) {
    const left = attemptsAllowed - guess.attempts;
    return left > 0 ? ({ ok: false, reason: "wrong", left } as const) : ({ ok: false, reason: "over" } as const);
  }
  const contact = { channel: challenge.channel, value: challenge.value };
  const known = await findSubject(vault, await blindIndexes(contact, keys.peppers), now);
  const subject = known?.subject ?? uuidv7(now);
  const session = randomToken(16);
  const form = { session, audience: ownAudience, generation: 0 };
  const handle = await handleOf(form, keys.secrets);
  const started = await startSession(db, {
    id: session,
    challenge: challenge.id,
    subject,
    amr: ["otp", challenge.channel === "phone" ? "sms" : "email"],
    device,
    handle: { audience: ownAudience, secretHash: await sha256(handle) },
    replaces,
    now,
    requestId: desk.requestId,
  });
  if (!started) return { ok: false, reason: "over" } as const;
  const forgetAt = now + lifetimes.guest.absolute;
  if (!known) await addContacts(vault, await packContacts(subject, [contact], keys), { now, expiresAt: forgetAt });
  else if (known.isTemporary) await keepLonger(vault, subject, forgetAt);
  const token = await issueToken({ ...started, audience: ownAudience, issuer, now }, keys);
  return { ok: true, grant: { ...token, handle, sessionEndsAt: started.session.endsAt } } as const;
}

async function isRight({ all }: Ring, challenge: string, stored: string, code: string) {
  const [name = "", mac = ""] = stored.split(":");
  const key = all.get(name);
  if (key === undefined) throw new Problem("unavailable");
  return timingSafeEqual(await codeMac(key, challenge, code), mac);
}
