import type { Desk } from "../desk";
import { type Because, beginCeremony } from "./ceremony";
import { creationOptions, requestOptions } from "./options";
import { mostPasskeys, readOwner, readPasskeys } from "./passkey-repository";

export interface BeginRegistration {
  subject: string;
  because: Because;
  recovery?: string;
  /** Name of the city, which an authenticator shows. */
  city: string;
  next: string;
}

/**
 * Options and handle for a page on which a member of staff makes a passkey. Undefined for whoever may not: no staff,
 * somebody who has one already and was let in only to make the first, ten of them.
 */
export async function beginRegistration(desk: Desk, { subject, because, recovery, city, next }: BeginRegistration) {
  const owner = await readOwner(desk.db, subject);
  if (owner?.kind !== "staff" || owner.disabledAt !== null) return undefined;
  const has = owner.passkeys.filter(({ suspendedAt }) => suspendedAt === null);
  if (because === "first" && owner.passkeys.length > 0) return undefined;
  if (because === "more" && owner.passkeys.length >= mostPasskeys) return undefined;
  const { challenge, handle } = await beginCeremony(desk, { purpose: "register", subject, because, recovery, next });
  const name = owner.name ?? subject;
  // Who recovers may have found the old authenticator again: it may then be used anew.
  const known = because === "recovery" ? [] : has;
  return {
    handle,
    name,
    options: creationOptions({ issuer: desk.issuer, challenge, subject, name, city, has: known }),
  };
}

/** Options and handle for a page on which anybody signs in with a passkey. Nobody is looked up: nothing is told. */
export async function beginPasskeySignIn(desk: Desk, next: string) {
  const { challenge, handle } = await beginCeremony(desk, { purpose: "sign-in", next });
  return { handle, options: requestOptions({ issuer: desk.issuer, challenge }) };
}

/** Options and handle for a page on which somebody who is signed in proves to be there. Undefined without a passkey. */
export async function beginStepUp(desk: Desk, asked: { subject: string; session: string; next: string }) {
  const passkeys = (await readPasskeys(desk.db, asked.subject)).filter(({ suspendedAt }) => suspendedAt === null);
  if (passkeys.length === 0) return undefined;
  const { challenge, handle } = await beginCeremony(desk, { purpose: "step-up", ...asked });
  return { handle, options: requestOptions({ issuer: desk.issuer, challenge, of: passkeys }) };
}
