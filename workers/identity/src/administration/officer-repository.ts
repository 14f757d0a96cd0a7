import { appointedRoles, type Clocks, type Officer } from "@ven/contracts/identity-admin";
import type { Db } from "@ven/db";
import { withDeadline } from "@ven/kit";

import { applyChange, auditIfChanged, type Happening, revokeIfChanged } from "../change-repository";
import { deadline } from "../deadline";

/** Who holds an appointed role in this very organisation, now or later; by role and name. */
export async function listOfficers(db: Db, organisation: string, now: number) {
  const query = db.$client
    .prepare(
      `SELECT r.subject, coalesce(p.display_name, r.subject) AS name, r.role, r.valid_from AS validFrom, r.valid_to AS validTo
       FROM id_role AS r LEFT JOIN id_staff_profile AS p ON p.subject = r.subject
       WHERE r.organisation = ? AND r.role IN (SELECT value FROM json_each(?)) AND (r.valid_to IS NULL OR r.valid_to > ?)
       ORDER BY r.role, name LIMIT 200`,
    )
    .bind(organisation, JSON.stringify(appointedRoles), now);
  return (await withDeadline(query.all<Officer>(), deadline)).results;
}

/** Ends a role at once; one that has not begun is over before it begins. */
export const endAppointment = (
  db: Db,
  { subject, organisation, role, now }: { subject: string; organisation: string; role: string; now: number },
  happening: Happening,
) =>
  applyChange(db, [
    db.$client
      .prepare(
        `UPDATE id_role SET valid_to = max(?1, valid_from + 1)
         WHERE subject = ?2 AND organisation = ?3 AND role = ?4 AND (valid_to IS NULL OR valid_to > ?1)`,
      )
      .bind(now, subject, organisation, role),
    auditIfChanged(db, happening),
    revokeIfChanged(db, subject, now),
  ]);

export async function readClocks(db: Db): Promise<Clocks> {
  const query = db.$client.prepare(
    `SELECT
       (SELECT count(*) FROM id_data_request WHERE done_at IS NULL) AS requests,
       (SELECT min(answer_by) FROM id_data_request WHERE done_at IS NULL AND answered_at IS NULL) AS answerBy,
       (SELECT min(do_by) FROM id_data_request WHERE done_at IS NULL) AS doBy,
       (SELECT count(*) FROM id_breach WHERE authority_told_at IS NULL AND closed_at IS NULL) AS breaches,
       (SELECT min(notify_by) FROM id_breach WHERE authority_told_at IS NULL AND closed_at IS NULL) AS notifyBy`,
  );
  interface Row {
    requests: number;
    answerBy: string | null;
    doBy: string | null;
    breaches: number;
    notifyBy: number | null;
  }
  const row = await withDeadline(query.first<Row>(), deadline);
  const { requests = 0, answerBy = null, doBy = null, breaches = 0, notifyBy = null } = row ?? {};
  return { requests: { open: requests, answerBy, doBy }, breaches: { open: breaches, notifyBy } };
}
