import { Problem } from "@ven/kit";

import { endSessionsOf, shortenIdle } from "./account-repository";
import { sharedDeskIdle } from "./begin-session";
import { type Contact, maskContact } from "./contact";
import type { Desk } from "./desk";
import { endOwnSession, readAccount } from "./session-repository";
import { openContact, openSubjectKey } from "./vault";
import { readContacts } from "./vault-repository";

/** What a person sees of their own account; contacts are masked, because others look over shoulders. */
export async function showAccount(desk: Desk, subject: string) {
  const [account, contacts] = await Promise.all([readAccount(desk.db, subject, desk.now), contactsOf(desk, subject)]);
  return { ...account, contacts: contacts.map(maskContact) };
}

/** A subject's contacts in clear. */
export async function contactsOf({ vault, keys }: Desk, subject: string): Promise<Contact[]> {
  const sealed = await readContacts(vault, subject);
  return Promise.all(
    sealed.map(async (row) => {
      const key = await openSubjectKey(subject, row, keys.masterKeys);
      return { channel: row.channel, value: await openContact(subject, key, row.channel, row.sealed) };
    }),
  );
}

/** Ends a session of one's own; anybody else's is not found. */
export async function endMySession({ db, now, requestId }: Desk, subject: string, session: string) {
  if (!(await endOwnSession(db, { subject, session, now, requestId }))) throw new Problem("not-found");
}

/** Ends every session of one's own but this one. */
export const endMyOtherSessions = ({ db, now, requestId }: Desk, subject: string, session: string) =>
  endSessionsOf(db, { subject, except: session, reason: "sign-out-others", now, requestId });

/** Ends every session of one's own, at every service and on every device. */
export const signOutEverywhere = ({ db, now, requestId }: Desk, subject: string) =>
  endSessionsOf(db, { subject, reason: "sign-out-everywhere", now, requestId });

/** This computer is shared: the session of who says so ends after 15 minutes without use as well. */
export const shareDesk = ({ db }: Desk, session: string) => shortenIdle(db, session, sharedDeskIdle);
