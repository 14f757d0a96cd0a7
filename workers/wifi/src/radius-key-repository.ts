import { audit, commit, withDeadline } from "@ven/kit";

import type { Group, Who } from "./operator-repository";

/** A key in a header, or a client certificate. */
export type RadiusKeyKind = "key" | "certificate";
export interface RadiusKey {
  hash: string;
  kind: RadiusKeyKind;
  /** UTC ms. */
  addedAt: number;
}

const deadline = 1500;
/** Of each kind: the one in use, and the one before it while a server is given the new one. */
const keysAtOnce = 2;

/** Who may ask in the name of a group's RADIUS server. */
export const radiusKeyRepository = (d1: D1Database) => ({
  /** The newest first. */
  async of(group: string): Promise<RadiusKey[]> {
    const statement = d1.prepare(
      `SELECT hash, kind, added_at AS addedAt FROM wifi_radius_key WHERE "group" = ? ORDER BY added_at DESC, hash`,
    );
    return (await withDeadline(statement.bind(group).all<RadiusKey>(), deadline)).results;
  },

  /** A new one; the one before it of its kind stays good until the next, all older ones go. */
  async add({ id, organisation }: Group, { hash, kind }: Pick<RadiusKey, "hash" | "kind">, who: Who) {
    const { actor, now, requestId } = who;
    await commit(d1, [
      ...radiusKeyStatements(d1, { group: id, hash, kind, now }),
      audit(d1, "wifi", { at: now, actor, action: `add-radius-${kind}`, object: id, organisation, requestId }),
    ]);
  },

  /** A server that was lost asks in vain, within half a minute. */
  async remove({ id, organisation }: Group, hash: string, { actor, now, requestId }: Who) {
    await commit(d1, [
      d1.prepare(`DELETE FROM wifi_radius_key WHERE "group" = ? AND hash = ?`).bind(id, hash),
      audit(d1, "wifi", { at: now, actor, action: "remove-radius-key", object: id, organisation, requestId }),
    ]);
  },
});

/** Lets a server in by a new key or certificate. One that is known already is the newest again. */
export const radiusKeyStatements = (
  d1: D1Database,
  { group, hash, kind, now }: { group: string; hash: string; kind: RadiusKeyKind; now: number },
) => [
  d1
    .prepare(
      `INSERT INTO wifi_radius_key (hash, "group", kind, added_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (hash) DO UPDATE SET added_at = excluded.added_at WHERE "group" = excluded."group"`,
    )
    .bind(hash, group, kind, now),
  d1
    .prepare(
      `DELETE FROM wifi_radius_key WHERE "group" = ?1 AND kind = ?2 AND hash NOT IN (
         SELECT hash FROM wifi_radius_key WHERE "group" = ?1 AND kind = ?2
         ORDER BY hash = ?3 DESC, added_at DESC, hash LIMIT ${keysAtOnce})`,
    )
    .bind(group, kind, hash),
];
