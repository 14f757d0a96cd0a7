import * as z from "zod/mini";

/** `/healthz` of every service: what runs, which schema it sees, and whom it depends on. */
export const Health = z.object({
  service: z.string(),
  version: z.string(),
  status: z.enum(["ok", "degraded"]),
  migrations: z.nullable(z.string()),
  dependencies: z.record(z.string(), z.enum(["up", "down"])),
});
export type Health = z.infer<typeof Health>;
