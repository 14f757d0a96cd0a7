import { commit } from "@ven/kit";

export const steps = ["recognised", "verified", "granted", "walled-garden", "captive-api", "clock", "egress"] as const;
export type Step = (typeof steps)[number];

/** What was seen of a gateway that is being tried; the detail names no phone. */
export interface Seen {
  step: Step;
  passed: boolean;
  detail?: string | undefined;
}

export interface Check extends Seen {
  at: number;
}

export const checkRepository = (d1: D1Database) => ({
  /** The last of each kind stays. */
  async note(gateway: string, seen: readonly Seen[], now: number) {
    await commit(
      d1,
      seen.map(({ step, passed, detail }) =>
        d1
          .prepare(
            `INSERT INTO wifi_gateway_check (gateway, step, at, passed, detail) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (gateway, step) DO UPDATE SET at = excluded.at, passed = excluded.passed, detail = excluded.detail`,
          )
          .bind(gateway, step, now, passed ? 1 : 0, detail?.slice(0, 200) ?? null),
      ),
    );
  },

  async of(gateway: string): Promise<Check[]> {
    const { results } = await d1
      .prepare("SELECT step, at, passed, detail FROM wifi_gateway_check WHERE gateway = ?")
      .bind(gateway)
      .all<{ step: Step; at: number; passed: number; detail: string | null }>();
    return results.map(({ passed, detail, ...one }) => ({
      ...one,
      passed: passed === 1,
      ...(detail !== null && { detail }),
    }));
  },
});
