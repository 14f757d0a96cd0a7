import { commit } from "@ven/kit";

const day = 86_400_000;

/** Drops what has had its time: salts of past months, persons not seen, leases, and what runs no longer. */
export async function purge(d1: D1Database, now: number) {
  const at = (sql: string, ...values: (number | string)[]) => d1.prepare(sql).bind(...values);
  await commit(d1, [
    at("DELETE FROM wifi_salt WHERE until_at < ?", now - day),
    at("DELETE FROM wifi_lease WHERE until_at < ?", now),
    at("DELETE FROM wifi_pending WHERE until_at < ?", now),
    at("DELETE FROM wifi_guess WHERE since < ?", now - day),
    at("DELETE FROM wifi_block WHERE until_at < ?", now),
    at("UPDATE wifi_grant SET phone = NULL WHERE phone IS NOT NULL AND ends_at < ?", now - day),
    at("DELETE FROM wifi_holder WHERE seen_at < ?", now - 62 * day),
    // A gateway that died sends no Stop: what was silent for a quarter of an hour is over since its last word.
    at(
      "UPDATE wifi_session SET stopped_at = last_at, cause = 'lost' WHERE stopped_at IS NULL AND last_at < ?",
      now - 900_000,
    ),
    at("UPDATE wifi_group SET disaster_until = NULL, disaster_banner = NULL WHERE disaster_until < ?", now),
    at("DELETE FROM wifi_idempotency WHERE expires_at < ?", now),
  ]);
}
