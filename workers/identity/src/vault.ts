import { hmac, randomToken, seal, unseal } from "@ven/kit";

import type { Contact } from "./contact";
import type { Keys, Ring } from "./keys";

/** The hash by which a contact is found, and the pepper that it was made with. */
export interface BlindIndex {
  pepper: string;
  mac: string;
}

const indexOf = async ({ channel, value }: Contact, [pepper, key]: readonly [string, string]): Promise<BlindIndex> => ({
  pepper,
  mac: await hmac(key, `${channel}:${value}`),
});

/** The index under the active pepper: what is written, and what codes are counted by. */
export const blindIndex = (contact: Contact, { active, key }: Ring) => indexOf(contact, [active, key]);

/** The index under every pepper of the ring: a person found by an old one is found all the same. */
export const blindIndexes = (contact: Contact, { all }: Ring) =>
  Promise.all([...all].map((entry) => indexOf(contact, entry)));

export interface SealedKey {
  wrapped: string;
  masterKey: string;
}

/** A subject's key, wrapped with the active master key. */
export async function wrapSubjectKey(subject: string, subjectKey: string, { active, key }: Ring): Promise<SealedKey> {
  return { wrapped: await seal(key, subjectKey, wrapContext(subject)), masterKey: active };
}

/** A new key for a subject's personal data, wrapped. Erasing the person means deleting it. */
export async function newSubjectKey(subject: string, masterKeys: Ring) {
  const subjectKey = randomToken(32);
  return { subjectKey, sealedKey: await wrapSubjectKey(subject, subjectKey, masterKeys) };
}

export async function openSubjectKey(subject: string, { wrapped, masterKey }: SealedKey, { all }: Ring) {
  const key = all.get(masterKey);
  if (key === undefined) throw new Error("a master key is missing from the ring");
  return unseal(key, wrapped, wrapContext(subject));
}

export const sealContact = (subject: string, subjectKey: string, { channel, value }: Contact) =>
  seal(subjectKey, value, contactContext(subject, channel));

export const openContact = (subject: string, subjectKey: string, channel: Contact["channel"], sealed: string) =>
  unseal(subjectKey, sealed, contactContext(subject, channel));

const wrapContext = (subject: string) => `id_vault_key/${subject}`;
const contactContext = (subject: string, channel: string) => `id_vault_contact/${subject}/${channel}`;

/** A new subject's contacts, ready to be stored: one key for all, each sealed and with its index. */
export async function packContacts(subject: string, contacts: readonly Contact[], keys: Keys) {
  const { subjectKey, sealedKey } = await newSubjectKey(subject, keys.masterKeys);
  const rows = await Promise.all(
    contacts.map(async (contact) => ({
      channel: contact.channel,
      ...(await blindIndex(contact, keys.peppers)),
      sealed: await sealContact(subject, subjectKey, contact),
    })),
  );
  return { subject, sealedKey, rows };
}
export type PackedContacts = Awaited<ReturnType<typeof packContacts>>;
