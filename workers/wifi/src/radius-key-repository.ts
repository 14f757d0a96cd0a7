import { audit, commit } from "@ven/kit";

import type { Group, Who } from "./operator-repository";

export const radiusKeyRepository = (d1: D1Database) => ({
  /** A new key of a group's RADIUS server; the one before it stays good until the next, all older ones go. */
  async add({ id, organisation }: Group, hash: string, { actor, now, requestId }: Who) {
    await commit(d1, [
      d1
        .prepare(`INSERT INTO wifi_radius_key (hash, "group", kind, added_at) VALUES (?, ?, 'key', ?)`)
        .bind(hash, id, now),
      d1
        .prepare(
          `DELETE FROM wifi_radius_key WHERE "group" = ?1 AND kind = 'key' AND hash NOT IN
             (SELECT hash FROM wifi_radius_key WHERE "group" = ?1 AND kind = 'key' ORDER BY hash = ?2 DESC, added_at DESC LIMIT 2)`,
        )
        .bind(id, hash),
      audit(d1, "wifi", { at: now, actor, action: "add-radius-key", object: id, organisation, requestId }),
    ]);
  },
});
