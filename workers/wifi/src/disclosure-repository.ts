import { audit, commit, isUniqueViolation, withDeadline } from "@ven/kit";

import type { Group, Who } from "./operator-repository";

/** A lawful request as its two people see it; the address that it is about is sealed. */
export interface Disclosure {
  id: string;
  reference: string;
  authority: string;
  legalBasis: string;
  site: string;
  siteName: string;
  siteNameEn: string;
  address: string;
  fromAt: number;
  toAt: number;
  askedBy: string;
  askedAt: number;
  allowedBy: string | null;
  allowedAt: number | null;
  expiresAt: number;
  refusedBy: string | null;
  handedAt: number | null;
  handedBy: string | null;
  entries: number | null;
}

export type NewDisclosure = Pick<
  Disclosure,
  "id" | "reference" | "authority" | "legalBasis" | "site" | "address" | "fromAt" | "toAt" | "expiresAt"
>;

export interface LeaseRow {
  at: number;
  sealed: string;
}

const deadline = 2000;
/** More leases than these are not opened at once: the request has to be narrower. */
export const mostLeases = 5000;

const select = `SELECT d.id, d.reference, s.authority, s.legal_basis AS legalBasis, s.site, w.name AS siteName,
    w.name_en AS siteNameEn, s.address, d.from_at AS fromAt, d.to_at AS toAt, d.asked_by AS askedBy, d.asked_at AS askedAt,
    d.allowed_by AS allowedBy, d.allowed_at AS allowedAt, s.expires_at AS expiresAt, r.by AS refusedBy, h.at AS handedAt,
    h.by AS handedBy, h.entries
  FROM wifi_disclosure AS d JOIN wifi_disclosure_scope AS s ON s.disclosure = d.id JOIN wifi_site AS w ON w.id = s.site
    LEFT JOIN wifi_disclosure_act AS r ON r.disclosure = d.id AND r.kind = 'refused'
    LEFT JOIN wifi_disclosure_act AS h ON h.disclosure = d.id AND h.kind = 'handed-over'`;

/** Lawful requests for the lease log. Whoever looks is written down, in the same batch or before anything is shown. */
export const disclosureRepository = (d1: D1Database) => ({
  async list({ id, organisation }: Group, who: Who): Promise<Disclosure[]> {
    await commit(d1, [audit(d1, "wifi", { ...auditOf(who, organisation), action: "list-disclosures", object: id })]);
    const { results } = await withDeadline(
      d1.prepare(`${select} WHERE d."group" = ? ORDER BY d.asked_at DESC LIMIT 100`).bind(id).all<Disclosure>(),
      deadline,
    );
    return results;
  },

  find: ({ id: group }: Group, id: string) =>
    withDeadline(
      d1.prepare(`${select} WHERE d."group" = ? AND d.id = ?`).bind(group, id).first<Disclosure>(),
      deadline,
    ),

  async look({ organisation }: Group, { id, reference }: Disclosure, who: Who) {
    const entry = { ...auditOf(who, organisation), action: "look-at-disclosure", object: id, detail: { reference } };
    await commit(d1, [audit(d1, "wifi", entry)]);
  },

  async ask({ id: group, organisation }: Group, asked: NewDisclosure, who: Who) {
    const { id, reference, authority, legalBasis, site, address, fromAt, toAt, expiresAt } = asked;
    await commit(d1, [
      d1
        .prepare(
          `INSERT INTO wifi_disclosure (id, "group", reference, from_at, to_at, asked_by, asked_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
        )
        .bind(id, group, reference, fromAt, toAt, who.actor, who.now),
      d1
        .prepare(
          `INSERT INTO wifi_disclosure_scope (disclosure, authority, legal_basis, site, address, expires_at) VALUES (?, ?, ?, ?, ?, ?)`,
        )
        .bind(id, authority, legalBasis, site, address, expiresAt),
      audit(d1, "wifi", {
        ...auditOf(who, organisation),
        action: "ask-disclosure",
        object: id,
        detail: { reference, authority, legalBasis, site, fromAt, toAt },
      }),
    ]);
  },

  /** False when it was decided already, has expired, or the same person asked: the database refuses that too. */
  async allow({ organisation }: Group, { id, reference }: Disclosure, who: Who): Promise<boolean> {
    return accepted(() =>
      commit(d1, [
        d1
          .prepare("UPDATE wifi_disclosure SET allowed_by = ?, allowed_at = ? WHERE id = ?")
          .bind(who.actor, who.now, id),
        audit(d1, "wifi", {
          ...auditOf(who, organisation),
          action: "allow-disclosure",
          object: id,
          detail: { reference },
        }),
      ]),
    );
  },

  async refuse({ organisation }: Group, { id, reference }: Disclosure, who: Who): Promise<boolean> {
    return accepted(() =>
      commit(d1, [
        d1
          .prepare("INSERT INTO wifi_disclosure_act (disclosure, kind, at, by) VALUES (?, 'refused', ?, ?)")
          .bind(id, who.now, who.actor),
        audit(d1, "wifi", {
          ...auditOf(who, organisation),
          action: "refuse-disclosure",
          object: id,
          detail: { reference },
        }),
      ]),
    );
  },

  /** Leases of a site that may have run in a time; those of the longest session before it too. Sealed. */
  async leases({ id: group }: Group, { site, fromAt, toAt }: Disclosure): Promise<LeaseRow[]> {
    const { results } = await withDeadline(
      d1
        .prepare(
          `SELECT at, sealed FROM wifi_lease WHERE "group" = ?1 AND site = ?2 AND at <= ?4
             AND at >= ?3 - (SELECT coalesce(max(session_s), 86400) * 1000 FROM wifi_plan WHERE "group" = ?1)
           ORDER BY at LIMIT ${mostLeases + 1}`,
        )
        .bind(group, site, fromAt, toAt)
        .all<LeaseRow>(),
      deadline,
    );
    return results;
  },

  /** Written down before it leaves; false when it has left already, was not allowed, or has expired. */
  async handOver(
    { organisation }: Group,
    { id, reference }: Disclosure,
    { entries, digest }: { entries: number; digest: string },
    who: Who,
  ): Promise<boolean> {
    return accepted(() =>
      commit(d1, [
        d1
          .prepare(
            "INSERT INTO wifi_disclosure_act (disclosure, kind, at, by, entries, digest) VALUES (?, 'handed-over', ?, ?, ?, ?)",
          )
          .bind(id, who.now, who.actor, entries, digest),
        audit(d1, "wifi", {
          ...auditOf(who, organisation),
          action: "hand-over-leases",
          object: id,
          detail: { reference, entries, digest },
        }),
      ]),
    );
  },
});

const auditOf = ({ actor, now, requestId }: Who, organisation: string) => ({ at: now, actor, organisation, requestId });

/** What the tables refuse by a trigger, a CHECK or a key is a no; everything else goes on. */
async function accepted(work: () => Promise<unknown>) {
  try {
    await work();
    return true;
  } catch (err) {
    if (isUniqueViolation(err, "wifi_disclosure_act") || isRefusal(err)) return false;
    throw err;
  }
}

function isRefusal(err: unknown) {
  for (let e = err; e instanceof Error; e = e.cause)
    if (/CHECK constraint failed|SQLITE_CONSTRAINT_TRIGGER|a request |what was /.test(e.message)) return true;
  return false;
}
