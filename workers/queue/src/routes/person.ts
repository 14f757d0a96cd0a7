import { staffName } from "@ven/identity";
import { withDeadline } from "@ven/kit";

import type { AskedByStaff } from "./router";

/** The person at the desk, as their own pages name them; a desk works without a name above it too. */
export async function personOf(c: AskedByStaff) {
  const name = await withDeadline(staffName(c.env.DB, c.var.principal.subject, c.var.now), 500).catch(() => "");
  return { name };
}
