import { commit } from "@ven/kit";

const day = 86_400_000;

/** Ends what runs no longer, and drops the address that was kept to end it; whole rows go by their annotations. */
export async function closeWhatIsOver(d1: D1Database, now: number) {
  const at = (sql: string, ...values: (number | string)[]) => d1.prepare(sql).bind(...values);
  await commit(d1, [
    at("UPDATE wifi_grant SET phone = NULL WHERE phone IS NOT NULL AND ends_at < ?", now - day),
    // A gateway that died sends no Stop: what was silent for a quarter of an hour is over since its last word.
    at(
      "UPDATE wifi_session SET stopped_at = last_at, cause = 'lost' WHERE stopped_at IS NULL AND last_at < ?",
      now - 900_000,
    ),
    at("UPDATE wifi_group SET disaster_until = NULL, disaster_banner = NULL WHERE disaster_until < ?", now),
  ]);
}
