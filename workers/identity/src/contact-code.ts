import type { AskForCode, CodeChecked, CodeSent, TypedCode } from "@ven/contracts/identity";
import { hmac, Problem, timingSafeEqual } from "@ven/kit";

import { openChallenge } from "./challenge-handle";
import { attemptsAllowed, consumeChallenge, countGuess } from "./challenge-repository";
import { maskContact, readContact } from "./contact";
import type { Desk } from "./desk";
import { readCode } from "./one-time-code";
import { codeMac, sendCode } from "./send-code";
import { blindIndex } from "./vault";

/** How a challenge says for which service it was made; a sign-in's names a path instead. */
const madeFor = (client: string) => `contact/${client}`;

interface Sending {
  client: string;
  selfOrigin: string;
  timezone: string;
  perDay: number;
  hasDelivery: boolean;
}

/** Sends a code for another service, to which only matters that the contact is the person's own. */
export async function sendContactCode(
  desk: Desk,
  { contact: typed, lang, organisation }: AskForCode,
  { client, selfOrigin, timezone, perDay, hasDelivery }: Sending,
): Promise<CodeSent> {
  const contact = readContact(typed);
  if (!contact) return { ok: false, reason: "contact-wrong" };
  if (!hasDelivery) return { ok: false, reason: "no-delivery" };
  try {
    const request = {
      contact,
      next: madeFor(client),
      lang,
      selfOrigin,
      timezone,
      perDay,
      service: client,
      organisation,
    };
    const challenge = await sendCode(desk, request);
    return { ok: true, challenge, sentTo: maskContact(contact) };
  } catch (err) {
    if (!Problem.is(err) || err.code !== "too-many-requests") throw err;
    const reason = err.extra?.reason === "daily-limit" ? "daily-limit" : "too-soon";
    return { ok: false, reason, seconds: err.retryAfter ?? 60 };
  }
}

/** Whether the code was the one, once. Nobody is signed in: the answer is a pseudonym that only this service gets. */
export async function checkContactCode(
  { db, keys, now }: Desk,
  { challenge: sealed, code: typed }: TypedCode,
  client: string,
): Promise<CodeChecked> {
  const challenge = await openChallenge(sealed, keys.secrets);
  if (challenge?.next !== madeFor(client)) return { ok: false, reason: "over" };
  const code = readCode(typed);
  const guess = code === undefined ? undefined : await countGuess(db, challenge.id, now);
  if (code === undefined) return { ok: false, reason: "wrong" };
  if (!guess) return { ok: false, reason: "over" };
  const [name = "", mac = ""] = guess.codeMac.split(":");
  const key = keys.secrets.all.get(name);
  if (key === undefined) throw new Problem("unavailable");
  if (!timingSafeEqual(await codeMac(key, challenge.id, code), mac)) {
    const left = attemptsAllowed - guess.attempts;
    return left > 0 ? { ok: false, reason: "wrong", left } : { ok: false, reason: "over" };
  }
  if (!(await consumeChallenge(db, challenge.id, now))) return { ok: false, reason: "over" };
  const index = await blindIndex({ channel: challenge.channel, value: challenge.value }, keys.peppers);
  return { ok: true, proof: await hmac(keys.peppers.key, `proof/${client}/${index.mac}`) };
}
