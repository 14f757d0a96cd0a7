import { Problem, randomToken, sha256, uuidv7 } from "@ven/kit";

import type { Desk } from "../desk";
import type { Authority } from "../organisations/authority";
import { admissionPath } from "../passkeys/first-passkey";
import {
  addRecovery,
  approveRecovery as storeApproval,
  findRecovery,
  readRecoveries,
  withdrawRecovery as storeWithdrawal,
} from "./recovery-repository";

const acting = ({ now, requestId }: Desk, { principal, organisation }: Authority) => ({
  actor: principal.subject,
  organisation,
  now,
  requestId,
});

/** Who works there, and which recoveries wait for a second administrator. */
export const showRecoveries = (desk: Desk, { organisation }: Authority) =>
  readRecoveries(desk.db, organisation, desk.now);

/** The first of two administrators says that a colleague lost every passkey. */
export async function openRecovery(desk: Desk, authority: Authority, subject: string) {
  if (!(await addRecovery(desk.db, { id: uuidv7(desk.now), subject, ...acting(desk, authority) })))
    throw new Problem("conflict");
}

/** The second one agrees. Gives the one-time link's path, which nobody can read again, and whom it is for. */
export async function approveRecovery(desk: Desk, authority: Authority, id: string) {
  const secret = randomToken(32);
  const approved = await storeApproval(desk.db, { id, linkHash: await sha256(secret), ...acting(desk, authority) });
  if (!approved) throw new Problem("not-found");
  return { name: approved.name, path: `/passkeys/recover?k=${secret}` };
}

export async function withdrawRecovery(desk: Desk, authority: Authority, id: string) {
  if (!(await storeWithdrawal(desk.db, { id, ...acting(desk, authority) }))) throw new Problem("not-found");
}

/**
 * The path on which whoever has the link makes a new passkey; undefined for a link that is over. Opening it uses nothing
 * up, because messengers open links to show them: the new passkey does.
 */
export async function followRecovery(desk: Desk, secret: string) {
  const recovery = await findRecovery(desk.db, await sha256(secret), desk.now);
  return (
    recovery &&
    admissionPath(desk, { subject: recovery.subject, because: "recovery", recovery: recovery.id, next: "/account" })
  );
}
