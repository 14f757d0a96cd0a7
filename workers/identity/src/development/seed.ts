import { isRole } from "@ven/identity";

import organisations from "../../sample/organisations.json";
import people from "../../sample/people.json";
import { readContact } from "../contact";
import type { Desk } from "../desk";
import { packContacts } from "../vault";
import { addOrganisations, addPerson, putContacts, type SampleOrganisation } from "./sample-repository";

/** A sample person's pseudonym; `node tools/token.mjs` uses the same. */
export const sampleSubject = (person: string) => `sample-${person}`;

const kinds = ["province", "department", "hospital", "school"] as const;
const kindOf = (text: string) => kinds.find((kind) => kind === text) ?? "agency";

/** Lays down the hospitals and four people for each. Doing it again changes nothing. */
export async function seed({ db, vault, keys }: Desk) {
  const all: SampleOrganisation[] = organisations.map((one) => ({ ...one, kind: kindOf(one.kind) }));
  await addOrganisations(db, all);
  for (const { id, name, role, organisation, phone, email } of people) {
    if (!isRole(role)) throw new Error(`${id} has a role that does not exist`);
    const subject = sampleSubject(id);
    await addPerson(db, { subject, name, role, organisation });
    const contacts = [phone, email].map(readContact).filter((contact) => contact !== undefined);
    await putContacts(vault, await packContacts(subject, contacts, keys));
  }
  return { organisations: all.length, people: people.length };
}
