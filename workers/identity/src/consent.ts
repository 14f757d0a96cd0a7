import type { ConsentAnswer, RecordConsent, WithdrawConsent } from "@ven/contracts/house";
import { Problem, sha256 } from "@ven/kit";
import { findNotice, hasWords, noticeText } from "@ven/web-identity/notices";

import { addConsent, addWithdrawal, readConsents } from "./consent-repository";
import type { Desk } from "./desk";

type By = { service: string };

/**
 * Records what somebody decided about one purpose of a notice, with the hash of the text in their language. Only
 * purposes that the notice asks consent for can be decided: for the others there is nothing to agree to.
 */
export async function recordConsent(
  { db, now, requestId }: Desk,
  { service, subject, notice: id, version, lang, purpose, given, method }: RecordConsent & By,
): Promise<ConsentAnswer> {
  const notice = findNotice(id, version);
  const asks = notice?.purposes.some((one) => one.id === purpose && one.basis === "consent");
  if (!notice || notice.service !== service || !asks) return { ok: false, reason: "unknown" };
  // Nobody may be said to have read Korean where only English could be shown.
  if (!hasWords(notice, lang)) throw new Problem("unavailable");
  const text = noticeText(notice, lang);
  const shown = { notice: id, version: notice.version, lang, hash: await sha256(text), text };
  const decision = given ? "given" : "refused";
  const stored = await addConsent(db, { subject, service, purpose, decision, notice: shown, method, now, requestId });
  if (!stored) throw new Error(`notice ${id} ${notice.version} ${lang} was changed without a new version`);
  return { ok: true };
}

/** Takes a consent back: as easy as it was to give. */
export async function withdrawConsent(
  { db, now, requestId }: Desk,
  { service, subject, purpose, method }: WithdrawConsent & By,
): Promise<ConsentAnswer> {
  const stored = await addWithdrawal(db, { subject, service, purpose, method, now, requestId });
  return stored ? { ok: true } : { ok: false, reason: "nothing-given" };
}

/** Somebody's last word about each purpose; of one service, or of all. */
export const consentsOf = ({ db }: Pick<Desk, "db">, subject: string, service?: string) =>
  readConsents(db, subject, service);
