import type { Health } from "@ven/contracts";

import { withDeadline } from "./deadline";
import type { BaseEnv } from "./environment";

/**
 * What `/healthz` says. `migrations` is the newest file of this service that the database has seen; a dependency that
 * does not answer within a second is down, and the service is then degraded, not dead: its status code stays 200.
 */
export async function health(
  service: string,
  env: Pick<BaseEnv, "VERSION" | "ENVIRONMENT"> & { DB?: D1Database },
): Promise<Health> {
  const base = { service, version: env.VERSION?.id ?? env.ENVIRONMENT ?? "production" };
  if (!env.DB) return { ...base, status: "ok", migrations: null, dependencies: {} };
  try {
    const newest = await withDeadline(
      env.DB.prepare("SELECT max(name) AS name FROM d1_migrations WHERE name GLOB ?")
        .bind(`*_${service}_*`)
        .first<{ name: string | null }>(),
      1000,
    );
    return { ...base, status: "ok", migrations: newest?.name ?? null, dependencies: { city: "up" } };
  } catch {
    return { ...base, status: "degraded", migrations: null, dependencies: { city: "down" } };
  }
}
