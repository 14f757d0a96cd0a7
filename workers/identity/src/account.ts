import { Problem } from "@ven/kit";

import { maskContact } from "./contact";
import type { Desk } from "./desk";
import { endOwnSession, readAccount } from "./session-repository";
import { openContact, openSubjectKey } from "./vault";
import { readContacts } from "./vault-repository";

/** What a person sees of their own account; contacts are masked, because others look over shoulders. */
export async function showAccount({ db, vault, keys, now }: Desk, subject: string) {
  const [account, sealed] = await Promise.all([readAccount(db, subject, now), readContacts(vault, subject)]);
  const contacts = await Promise.all(
    sealed.map(async (row) => {
      const key = await openSubjectKey(subject, row, keys.masterKeys);
      return maskContact({ channel: row.channel, value: await openContact(subject, key, row.channel, row.sealed) });
    }),
  );
  return { ...account, contacts };
}

/** Ends a session of one's own; anybody else's is not found. */
export async function endMySession({ db, now, requestId }: Desk, subject: string, session: string) {
  if (!(await endOwnSession(db, { subject, session, now, requestId }))) throw new Problem("not-found");
}
