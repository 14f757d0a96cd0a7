import { audit, commit, withDeadline } from "@ven/kit";

import type { SecureNetwork } from "./credential-repository";
import type { Group, Who } from "./operator-repository";

const deadline = 1500;

/** The secure network of a group, as its operators set it. Phones' side: `credentialRepository`. */
export const secureRepository = (d1: D1Database) => ({
  /** What is set, null when it is off, and how many devices have a password that works. */
  async of(group: string, now: number): Promise<{ network: SecureNetwork | null; devices: number }> {
    const [networks, counts] = await withDeadline(
      d1.batch([
        d1.prepare(`SELECT ssid, server, authority FROM wifi_secure WHERE "group" = ?`).bind(group),
        d1
          .prepare(
            `SELECT count(*) AS n FROM wifi_credential WHERE "group" = ? AND revoked_at IS NULL AND valid_to > ?`,
          )
          .bind(group, now),
      ]),
      deadline,
    );
    return {
      network: (networks?.results[0] as SecureNetwork | undefined) ?? null,
      devices: (counts?.results[0] as { n: number } | undefined)?.n ?? 0,
    };
  },

  async set({ id, organisation }: Group, { ssid, server, authority }: SecureNetwork, who: Who) {
    const { actor, now, requestId } = who;
    await commit(d1, [
      d1
        .prepare(
          `INSERT INTO wifi_secure ("group", ssid, server, authority) VALUES (?, ?, ?, ?)
           ON CONFLICT ("group") DO UPDATE SET ssid = excluded.ssid, server = excluded.server, authority = excluded.authority`,
        )
        .bind(id, ssid, server, authority),
      audit(d1, "wifi", { at: now, actor, action: "set-secure-network", object: id, organisation, requestId }),
    ]);
  },

  /** Nobody is offered it any more, every password is taken back, and what runs under one ends. */
  async end({ id, organisation }: Group, { actor, now, requestId }: Who) {
    const live = `SELECT id FROM wifi_credential WHERE "group" = ?2 AND revoked_at IS NULL`;
    await commit(d1, [
      d1.prepare(`DELETE FROM wifi_secure WHERE "group" = ?`).bind(id),
      d1
        .prepare(
          `UPDATE wifi_grant SET ended_at = ?1, end_reason = 'revoked', phone = NULL
           WHERE ticket IN (${live}) AND "group" = ?2 AND ended_at IS NULL`,
        )
        .bind(now, id),
      d1.prepare(`UPDATE wifi_credential SET revoked_at = ?1 WHERE "group" = ?2 AND revoked_at IS NULL`).bind(now, id),
      audit(d1, "wifi", { at: now, actor, action: "end-secure-network", object: id, organisation, requestId }),
    ]);
  },
});
