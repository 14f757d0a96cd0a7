import { Problem } from "@ven/kit";

import type { Desk } from "../desk";
import { readPasskeys, removePasskey, renamePasskey } from "./passkey-repository";

/** A person's own passkeys as their account shows them, the oldest first. */
export async function myPasskeys({ db }: Desk, subject: string) {
  const passkeys = await readPasskeys(db, subject);
  return passkeys.map(({ id, name, createdAt, lastUsedAt, suspendedAt }) => ({
    id,
    name,
    createdAt,
    lastUsedAt,
    isSuspended: suspendedAt !== null,
  }));
}

/** One passkey of one's own; anybody else's is not found. */
export async function myPasskey(desk: Desk, subject: string, id: string) {
  const found = (await myPasskeys(desk, subject)).find((one) => one.id === id);
  if (!found) throw new Problem("not-found");
  return found;
}

/** Gives a passkey of one's own a name of 1 to 60 characters; false when that is none. */
export async function nameMyPasskey({ db }: Desk, subject: string, { id, typed }: { id: string; typed: string }) {
  const name = typed.normalize("NFC").replaceAll(/\p{C}/gu, "").trim();
  if (name === "" || name.length > 60) return false;
  if (!(await renamePasskey(db, { id, subject, name }))) throw new Problem("not-found");
  return true;
}

/** Removes a passkey of one's own; false for the last one of staff. */
export async function removeMyPasskey({ db, now, requestId }: Desk, subject: string, id: string) {
  const outcome = await removePasskey(db, { id, subject, now, requestId });
  if (outcome === "unknown") throw new Problem("not-found");
  return outcome === "removed";
}
