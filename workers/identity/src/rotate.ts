import type { Desk } from "./desk";
import { blindIndex, openContact, openSubjectKey, wrapSubjectKey } from "./vault";
import {
  contactsToReindex,
  countByKey,
  identitiesToReindex,
  keysToRewrap,
  putIdentityIndexes,
  putIndexes,
  putKeys,
} from "./vault-key-repository";
import { citizenIndex, openCitizen } from "./vneid/citizen";

/** Rows of one step; each step is a request of its own, so that a rotation may stop and go on anywhere. */
const batch = 50;

/** How far a rotation is: `moved` rows in this step, and after which subject the next one goes on. */
export interface Step {
  moved: number;
  next: string | undefined;
}

/** Which keys there are, and how many rows each still holds. */
export async function keysInUse({ vault, keys }: Desk) {
  const rows = await countByKey(vault);
  const ring = ({ active, all }: Desk["keys"]["peppers"]) => ({ active, names: [...all.keys()] });
  return {
    signing: { active: keys.signing.kid, names: keys.jwks.keys.map(({ kid }) => kid) },
    masterKeys: { ...ring(keys.masterKeys), rows: rows.masterKeys },
    peppers: { ...ring(keys.peppers), rows: rows.peppers },
    secrets: ring(keys.secrets),
  };
}

/** Wraps some subjects' keys with the active master key. What they open stays as it is. */
export async function rewrapKeys({ vault, keys: { masterKeys } }: Desk, after: string): Promise<Step> {
  const rows = await keysToRewrap(vault, masterKeys.active, after, batch);
  await putKeys(
    vault,
    await Promise.all(
      rows.map(async ({ subject, wrapped, masterKey }) => ({
        subject,
        before: { wrapped, masterKey },
        after: await wrapSubjectKey(
          subject,
          await openSubjectKey(subject, { wrapped, masterKey }, masterKeys),
          masterKeys,
        ),
      })),
    ),
  );
  return { moved: rows.length, next: rows.length < batch ? undefined : rows.at(-1)?.subject };
}

/** Makes some indexes anew with the active pepper, contacts first, then citizens (`after` begins with `citizen:`). */
export async function reindex(desk: Desk, after: string): Promise<Step> {
  const ofCitizens = /^citizen:(.*)$/s.exec(after)?.[1];
  if (ofCitizens !== undefined) return reindexCitizens(desk, ofCitizens);
  const { vault, keys } = desk;
  const rows = await contactsToReindex(vault, keys.peppers.active, after, batch);
  await putIndexes(
    vault,
    await Promise.all(
      rows.map(async ({ subject, channel, pepper, mac, sealed, ...wrapped }) => {
        const key = await openSubjectKey(subject, wrapped, keys.masterKeys);
        const contact = { channel, value: await openContact(subject, key, channel, sealed) };
        return { subject, before: { pepper, mac }, after: await blindIndex(contact, keys.peppers) };
      }),
    ),
  );
  return { moved: rows.length, next: rows.length < batch ? "citizen:" : rows.at(-1)?.subject };
}

async function reindexCitizens(desk: Desk, after: string): Promise<Step> {
  const { vault, keys } = desk;
  const subjects = await identitiesToReindex(vault, keys.peppers.active, after, batch);
  const moved = await Promise.all(
    subjects.map(async (subject) => {
      const citizen = await openCitizen(desk, subject);
      return citizen && { subject, after: await citizenIndex(citizen, keys.peppers) };
    }),
  );
  await putIdentityIndexes(
    vault,
    moved.filter((one) => one !== undefined),
  );
  const last = subjects.at(-1);
  return { moved: subjects.length, next: subjects.length < batch ? undefined : `citizen:${last}` };
}
