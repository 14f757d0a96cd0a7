import type { Db } from "@ven/db";
import { withDeadline } from "@ven/kit";

import { deadline } from "../deadline";

type Row = Record<string, unknown>;

/** What identity itself keeps of one person in the city's database, as plain rows. Secrets and hashes are left out. */
export async function readOwnPart(db: Db, subject: string) {
  const d1 = db.$client;
  const [account, sessions, roles, passkeys, consents, requests] = await withDeadline(
    d1.batch<Row>([
      d1
        .prepare(
          `SELECT s.id AS pseudonym, s.kind, s.created_at AS since, p.display_name AS name
           FROM id_subject AS s LEFT JOIN id_staff_profile AS p ON p.subject = s.id WHERE s.id = ?`,
        )
        .bind(subject),
      d1
        .prepare(
          `SELECT device, auth_time AS began, last_seen_at AS lastSeen, ended_at AS ended, end_reason AS why
           FROM id_session WHERE subject = ? ORDER BY auth_time DESC LIMIT 500`,
        )
        .bind(subject),
      d1
        .prepare(
          `SELECT organisation, role, valid_from AS "from", valid_to AS until FROM id_role WHERE subject = ? ORDER BY valid_from LIMIT 500`,
        )
        .bind(subject),
      d1
        .prepare(`SELECT name, created_at AS made, last_used_at AS lastUsed FROM id_passkey WHERE subject = ? LIMIT 50`)
        .bind(subject),
      d1
        .prepare(
          `SELECT service, purpose, decision, at, notice, version, lang, hash FROM id_consent WHERE subject = ? ORDER BY at LIMIT 500`,
        )
        .bind(subject),
      d1
        .prepare(
          `SELECT kind, received_at AS received, answer_by AS answerBy, do_by AS doBy, outcome
           FROM id_data_request WHERE subject = ? ORDER BY received_at LIMIT 100`,
        )
        .bind(subject),
    ]),
    deadline,
  );
  return {
    account: account?.results[0] ?? {},
    sessions: sessions?.results ?? [],
    roles: roles?.results ?? [],
    passkeys: passkeys?.results ?? [],
    consents: consents?.results ?? [],
    requests: requests?.results ?? [],
  };
}
