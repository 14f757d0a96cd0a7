import type { Db } from "@ven/db";
import { withDeadline } from "@ven/kit";

import { applyChange, auditIfChanged, type Happening } from "./change-repository";
import { deadline } from "./deadline";

/** Between two notes of when a key was used: coarse on purpose, a write for each call would cost more than the call. */
const noteEvery = 10 * 60_000;

export interface ApiKey {
  id: string;
  organisation: string;
  name: string;
  permissions: string[];
  createdAt: number;
  expiresAt: number;
  revokedAt: number | null;
  lastUsedAt: number | null;
  replacedBy: string | null;
}

const columns = `id, organisation, name, permissions, created_at AS createdAt, expires_at AS expiresAt,
  revoked_at AS revokedAt, last_used_at AS lastUsedAt, replaced_by AS replacedBy`;
type Row = Omit<ApiKey, "permissions"> & { permissions: string };
const keyOf = (row: Row): ApiKey => ({ ...row, permissions: JSON.parse(row.permissions) as string[] });

const hour = 3_600_000;

/**
 * A key that may be used now, with its calls of the running hour, these ones included, and a note that it was used, once
 * in ten minutes. One trip.
 */
export async function readKeyForUse(
  db: Db,
  { id, hash, calls, now }: { id: string; hash: string; calls: number; now: number },
) {
  const usable = `id = ? AND secret_hash = ? AND revoked_at IS NULL AND expires_at > ?`;
  const [, found] = await withDeadline(
    db.$client.batch<Row & { secretHash: string; hourCalls: number }>([
      db.$client
        .prepare(
          `UPDATE id_api_key SET hour_calls = CASE WHEN hour_from > ?1 THEN hour_calls ELSE 0 END + ?2,
             hour_from = CASE WHEN hour_from > ?1 THEN hour_from ELSE ?3 END
           WHERE id = ?4 AND secret_hash = ?5 AND revoked_at IS NULL AND expires_at > ?3`,
        )
        .bind(now - hour, calls + 1, now, id, hash),
      db.$client
        .prepare(
          `SELECT k.id, k.organisation, k.permissions, k.expires_at AS expiresAt, k.secret_hash AS secretHash, k.hour_calls AS hourCalls
           FROM id_api_key AS k JOIN id_organisation AS o ON o.id = k.organisation
           WHERE k.id = ? AND k.secret_hash = ? AND k.revoked_at IS NULL AND k.expires_at > ?
             AND (o.valid_to IS NULL OR o.valid_to > ?)`,
        )
        .bind(id, hash, now, now),
      db.$client
        .prepare(`UPDATE id_api_key SET last_used_at = ? WHERE ${usable} AND coalesce(last_used_at, 0) <= ?`)
        .bind(now, id, hash, now, now - noteEvery),
    ]),
    deadline,
  );
  const row = found?.results[0];
  return row && { ...keyOf(row), secretHash: row.secretHash, hourCalls: row.hourCalls };
}

/** The keys of one organisation, the newest first. */
export async function listKeys(db: Db, organisation: string): Promise<ApiKey[]> {
  const query = db.$client
    .prepare(`SELECT ${columns} FROM id_api_key WHERE organisation = ? ORDER BY created_at DESC, id LIMIT 200`)
    .bind(organisation);
  const { results } = await withDeadline(query.all<Row>(), deadline);
  return results.map(keyOf);
}

export interface NewKey {
  id: string;
  organisation: string;
  name: string;
  permissions: readonly string[];
  secretHash: string;
  createdAt: number;
  createdBy: string;
  expiresAt: number;
}

const insertKey = (db: Db, key: NewKey, condition = "1") =>
  db.$client
    .prepare(
      `INSERT INTO id_api_key (id, organisation, name, permissions, secret_hash, created_at, created_by, expires_at)
       SELECT ?, ?, ?, ?, ?, ?, ?, ? WHERE ${condition}`,
    )
    .bind(
      key.id,
      key.organisation,
      key.name,
      JSON.stringify(key.permissions),
      key.secretHash,
      key.createdAt,
      key.createdBy,
      key.expiresAt,
    );

export const addKey = (db: Db, key: NewKey, happening: Happening) =>
  applyChange(db, [insertKey(db, key), auditIfChanged(db, happening)]);

/** A key's successor; the old one is good until `oldEndsAt` at most, so that nobody has to be down. */
export const replaceKey = (
  db: Db,
  { old, key, oldEndsAt }: { old: string; key: NewKey; oldEndsAt: number },
  happening: Happening,
) =>
  applyChange(db, [
    db.$client
      .prepare(
        `UPDATE id_api_key SET replaced_by = ?, expires_at = min(expires_at, ?)
         WHERE id = ? AND organisation = ? AND revoked_at IS NULL AND replaced_by IS NULL AND expires_at > ?`,
      )
      .bind(key.id, oldEndsAt, old, key.organisation, key.createdAt),
    insertKey(db, key, "changes() > 0"),
    auditIfChanged(db, happening),
  ]);

export const endKey = (
  db: Db,
  { id, organisation, now }: { id: string; organisation: string; now: number },
  happening: Happening,
) =>
  applyChange(db, [
    db.$client
      .prepare(`UPDATE id_api_key SET revoked_at = ? WHERE id = ? AND organisation = ? AND revoked_at IS NULL`)
      .bind(now, id, organisation),
    auditIfChanged(db, happening),
  ]);
