import { purge } from "@ven/kit/house";
import { wifiPurges } from "@ven/kit/purges";
import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

const day = 86_400_000;
const now = Date.UTC(2026, 10, 22);

async function lay(ago: number, name: string) {
  const at = now - ago;
  const run = (sql: string, ...values: (string | number | null)[]) => env.DB.prepare(sql).bind(...values);
  await env.DB.batch([
    run(
      `INSERT OR IGNORE INTO wifi_group (id, organisation, name, name_en, ssid, timezone, ways, salt_days, lease_days, sample, version)
       VALUES ('kept', 'quang-ninh', 'x', 'x', 'x', 'Asia/Ho_Chi_Minh', '[]', 31, 0, 0, 1)`,
    ),
    run(
      `INSERT OR IGNORE INTO wifi_site (id, "group", name, name_en, kind, ward, lat, lon, egress, sample)
       VALUES ('kept1', 'kept', 'x', 'x', 'pier', 'x', 20, 107, '[]', 0)`,
    ),
    run(
      `INSERT OR IGNORE INTO wifi_gateway (id, site, make, addresses, secrets, settings, version)
       VALUES ('kept1', 'kept1', 'uam', '[]', '[]', '{}', 1)`,
    ),
    run(
      `INSERT INTO wifi_holder (id, "group", counting, created_at, seen_at) VALUES (?, 'kept', 'no', ?, ?)`,
      name,
      at,
      // Somebody who comes every day stays known, and what they did two months ago does not.
      now,
    ),
    run(`INSERT INTO wifi_device ("group", client, holder, seen_at) VALUES ('kept', ?1, ?1, ?2)`, name, at),
    run(
      `INSERT INTO wifi_grant (id, "group", site, gateway, holder, client, way, arrival, granted_at, ends_at, version)
       VALUES (?1, 'kept', 'kept1', 'kept1', ?1, ?1, 'tap', ?1, ?2, ?3, 1)`,
      name,
      at - 60_000,
      at,
    ),
    run(
      `INSERT INTO wifi_session (gateway, key, grant_id, started_at, last_at, seconds, up_bytes, down_bytes)
       VALUES ('kept1', ?1, ?1, ?2, ?2, 0, 0, 0)`,
      name,
      at,
    ),
    run(
      `INSERT INTO wifi_lease (id, "group", site, at, sealed, until_at) VALUES (?, 'kept', 'kept1', ?, 'x', ?)`,
      name,
      at,
      at + 30 * day,
    ),
    run(`INSERT INTO wifi_audit (id, at, actor, action, object) VALUES (?, ?, 'somebody', 'x', 'y')`, name, at),
  ]);
}

const left = async (table: string) =>
  (await env.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first<{ n: number }>())?.n;

describe("what a hotspot knows of a visitor", () => {
  test("goes when its annotation says so, also of somebody who comes every day", async ({ expect }) => {
    await lay(63 * day, "long-ago");
    await lay(2 * day, "lately");
    await purge(() => env.DB, wifiPurges, now);
    // Other tests' phones are in the same database.
    for (const table of ["wifi_device", "wifi_grant", "wifi_lease"])
      expect(await left(`${table} WHERE "group" = 'kept'`), table).toBe(1);
    expect(await left("wifi_session WHERE gateway = 'kept1'")).toBe(1);
    expect(await left(`wifi_holder WHERE "group" = 'kept'`)).toBe(2);
  });

  test("leaves the audit log alone until it is sealed and ten years old", async ({ expect }) => {
    await lay(3651 * day, "ten-years-ago");
    await purge(() => env.DB, wifiPurges, now);
    expect(await left("wifi_audit WHERE id = 'ten-years-ago'")).toBe(1);
  });
});
