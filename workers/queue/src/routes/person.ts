import { staffName } from "@ven/identity";

import type { AskedByStaff } from "./router";

/** The person at the desk, as their own pages name them. */
export async function personOf(c: AskedByStaff) {
  return { name: await staffName(c.env.DB, c.var.principal.subject, c.var.now) };
}
