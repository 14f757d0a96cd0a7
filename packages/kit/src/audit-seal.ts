import type { HouseRpc, SealAudit } from "@ven/contracts/house";

import { sha256 } from "./bytes";
import { auditTableOf, type Service } from "./commit";
import type { Job } from "./scheduled";

const dayMs = 86_400_000;
/** A day is sealed so long after its end, ms: what is still being written by then is lost in no case. */
const settlesAfter = 3_600_000;
const pageSize = 500;

/** Until when an audit log may be sealed at `now`: the end of the last day (UTC) that has settled. */
export const sealableUntil = (now: number) => Math.floor((now - settlesAfter) / dayMs) * dayMs;

interface Row {
  id: string;
  at: number;
  actor: string;
  action: string;
  object: string;
  organisation: string | null;
  detail: string | null;
  request_id: string | null;
}

/** One row as it is hashed: an array, so that no two rows look alike. */
const lineOf = ({ id, at, actor, action, object, organisation, detail, request_id }: Row) =>
  JSON.stringify([id, at, actor, action, object, organisation, detail, request_id]);

/** The rows with `from` ≤ at < `to` in order of time and id, hashed page by page, each page over the one before. */
export async function digestAudit(d1: D1Database, service: Service, from: number, to: number) {
  const statement = d1.prepare(
    `SELECT id, at, actor, action, object, organisation, detail, request_id FROM ${auditTableOf(service)}
     WHERE at < ?1 AND (at, id) > (?2, ?3) ORDER BY at, id LIMIT ${pageSize}`,
  );
  let digest = await sha256("");
  let rows = 0;
  let last = { at: from, id: "" };
  for (;;) {
    const { results } = await statement.bind(to, last.at, last.id).all<Row>();
    if (results.length === 0) return { rows, digest };
    digest = await sha256([digest, ...results.map(lineOf)].join("\n"));
    rows += results.length;
    last = results.at(-1) ?? last;
    if (results.length < pageSize) return { rows, digest };
  }
}

interface Sealing {
  DB: D1Database;
  IDENTITY: Pick<HouseRpc, "sealAudit">;
}

/** The job that seals what a service's audit log holds of days that are over; identity chains it to what was before. */
export const sealing = <Env extends Sealing>(service: Service): Job<Env> => ({
  name: "seal-audit",
  run: ({ env, now }) => sealAudit(env.DB, service, now, (stretch) => env.IDENTITY.sealAudit(stretch)),
});

/** Seals until yesterday. Throws when what is sealed already is something else: somebody must look. */
export async function sealAudit(
  d1: D1Database,
  service: Service,
  now: number,
  chain: (stretch: SealAudit) => ReturnType<HouseRpc["sealAudit"]>,
) {
  const sealed = await d1
    .prepare("SELECT max(to_at) AS until FROM id_audit_seal_list WHERE service = ?")
    .bind(service)
    .first<{ until: number | null }>();
  const from = sealed?.until ?? 0;
  const to = sealableUntil(now);
  if (from >= to) return { sealed: 0 };
  const { rows, digest } = await digestAudit(d1, service, from, to);
  const answer = await chain({ from, to, rows, digest });
  if (!answer.ok) throw new Error(`the audit of ${service} is sealed as something else`);
  return { sealed: rows };
}
