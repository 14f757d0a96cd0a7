import { uuidv7 } from "@ven/kit";

import type { Desk } from "./desk";
import { sealMessage } from "./message";
import { openContact, openSubjectKey } from "./vault";
import { readContacts } from "./vault-repository";

/**
 * A message to somebody's first contact, sealed, to go out with a change; undefined where nothing is known of them. Its
 * text says where to read, and nothing of what it is about.
 */
export async function noticeTo({ vault, keys, now }: Desk, subject: string, text: string) {
  const [row] = await readContacts(vault, subject);
  if (!row) return undefined;
  const key = await openSubjectKey(subject, row, keys.masterKeys);
  const to = await openContact(subject, key, row.channel, row.sealed);
  const id = uuidv7(now);
  const payload = await sealMessage(id, { channel: row.channel, to, text }, keys.secrets);
  return { id, at: now, topic: "notification", payload };
}
