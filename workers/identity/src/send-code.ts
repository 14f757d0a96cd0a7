import type { Lang } from "@ven/contracts";
import { hmac, localDate, localMidnight, log, Problem, uuidv7 } from "@ven/kit";

import { sealChallenge } from "./challenge-handle";
import { addChallenge, resendAfter } from "./challenge-repository";
import type { Contact } from "./contact";
import { payersOf } from "./delivery/budget";
import type { Desk } from "./desk";
import { sealMessage } from "./message";
import { codeText, newCode } from "./one-time-code";
import { blindIndex } from "./vault";

export interface SendCode {
  contact: Contact;
  /** Path on this host to go to after signing in. */
  next: string;
  lang: Lang;
  selfOrigin: string;
  timezone: string;
  perDay: number;
  /** The service for which the code is sent, which pays; identity itself unless said. */
  service?: string;
  /** The organisation on whose behalf, which pays too. */
  organisation?: string;
}

/** The keyed hash of a code: of no use without the key, and for no other challenge. */
export const codeMac = (secret: string, challenge: string, code: string) => hmac(secret, `code/${challenge}/${code}`);

/**
 * Sends a code to a phone or an e-mail, whether anybody is known by it or not: who is, is not even looked up. Gives the
 * sealed challenge for the form in which the code is typed. Throws `too-many-requests` with the time to wait.
 */
export async function sendCode({ db, keys, budgets, now }: Desk, request: SendCode) {
  const { contact, next, lang, selfOrigin, timezone, perDay, service = "identity", organisation } = request;
  const id = uuidv7(now);
  const code = newCode();
  const message = { channel: contact.channel, to: contact.value, text: codeText(code, lang, selfOrigin) };
  const messageId = uuidv7(now);
  const day = localDate(now, timezone);
  const outcome = await addChallenge(db, {
    id,
    target: await blindIndex(contact, keys.peppers),
    codeMac: `${keys.secrets.active}:${await codeMac(keys.secrets.key, id, code)}`,
    now,
    today: localMidnight(day, timezone),
    budget: { day, payers: payersOf(budgets, { service, organisation }) },
    perDay,
    message: { id: messageId, topic: "one-time-code", payload: await sealMessage(messageId, message, keys.secrets) },
  });
  if (!outcome.sent && outcome.reason === "budget-spent") {
    log("warn", "delivery-budget-spent", { service, organisation });
    throw new Problem("budget-spent", undefined, { retryAfter: Math.ceil(untilTomorrow(now, timezone) / 1000) });
  }
  if (!outcome.sent) {
    const wait = outcome.reason === "too-soon" ? outcome.latest + resendAfter - now : untilTomorrow(now, timezone);
    const options = { retryAfter: Math.ceil(wait / 1000), extra: { reason: outcome.reason } };
    throw new Problem("too-many-requests", undefined, options);
  }
  return sealChallenge({ id, ...contact, next }, keys.secrets);
}

function untilTomorrow(now: number, timezone: string) {
  const today = localMidnight(localDate(now, timezone), timezone);
  return localMidnight(localDate(today + 30 * 3_600_000, timezone), timezone) - now;
}
