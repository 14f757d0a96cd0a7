import { isPermission, type Permission } from "@ven/identity";
import { Problem, randomToken, sha256 } from "@ven/kit";

import { addKey, endKey, listKeys, replaceKey } from "../api-key-repository";
import type { Desk } from "../desk";
import { type Authority, permissionsForKeys, requireStepUp } from "./authority";
import { happeningOf } from "./people";

const day = 86_400_000;
/** A key lives for so many days at most. */
export const longestKeyLife = 366;
/** After a rotation the old key stays good for so long, ms. */
const overlap = day;

async function newSecret() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  const id = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const key = `ven_${id}_${randomToken(32)}`;
  return { id, key, secretHash: await sha256(key) };
}

export const showKeys = ({ db }: Desk, { organisation }: Authority) => listKeys(db, organisation);

export interface MakeKey {
  name: string;
  permissions: readonly string[];
  days: number;
}

/** A new key for one organisation, with permissions that the maker holds there. The key itself is told once, here. */
export async function makeKey(desk: Desk, authority: Authority, { name, permissions, days }: MakeKey) {
  const { principal, organisation } = authority;
  requireStepUp(principal, desk.now, `/organisations/${authority.organisation}/keys`);
  const held: readonly Permission[] = permissionsForKeys(authority);
  const asked = [...new Set(permissions)];
  if (!asked.every((one) => isPermission(one) && held.includes(one))) throw new Problem("not-allowed");
  const { id, key, secretHash } = await newSecret();
  const expiresAt = desk.now + Math.min(Math.max(days, 1), longestKeyLife) * day;
  const row = {
    id,
    organisation,
    name,
    permissions: asked,
    secretHash,
    createdAt: desk.now,
    createdBy: principal.subject,
  };
  await addKey(
    desk.db,
    { ...row, expiresAt },
    happeningOf(desk, authority, "key-made", id, { permissions: asked, expiresAt }),
  );
  return { id, key };
}

/** The next key with the same rights; the old one stays good for a day, so that the other side can change over. */
export async function rotateKey(desk: Desk, authority: Authority, old: string) {
  const { principal, organisation } = authority;
  requireStepUp(principal, desk.now, `/organisations/${authority.organisation}/keys`);
  const found = (await listKeys(desk.db, organisation)).find(({ id }) => id === old);
  if (!found) throw new Problem("not-found");
  // Whoever rotates must hold what the key may do, or it would be a way to rights of their own.
  const held: readonly string[] = permissionsForKeys(authority);
  if (!found.permissions.every((permission) => held.includes(permission))) throw new Problem("not-allowed");
  const { id, key, secretHash } = await newSecret();
  const life = found.expiresAt - found.createdAt;
  const next = {
    id,
    organisation,
    name: found.name,
    permissions: found.permissions,
    secretHash,
    createdAt: desk.now,
    createdBy: principal.subject,
    expiresAt: desk.now + Math.min(Math.max(life, day), longestKeyLife * day),
  };
  const change = { old, key: next, oldEndsAt: desk.now + overlap };
  const done = await replaceKey(desk.db, change, happeningOf(desk, authority, "key-rotated", old, { next: id }));
  if (!done) throw new Problem("conflict");
  return { id, key };
}

/** Ends a key and, within 10 s, every token that was made from it. */
export async function revokeKey(desk: Desk, authority: Authority, id: string) {
  const { principal, organisation } = authority;
  requireStepUp(principal, desk.now, `/organisations/${authority.organisation}/keys`);
  const happening = happeningOf(desk, authority, "key-revoked", id);
  if (!(await endKey(desk.db, { id, organisation, now: desk.now }, happening))) throw new Problem("not-found");
}
