import { deployment } from "@ven/city/deployment";
import { staffName } from "@ven/identity";
import { withDeadline } from "@ven/kit";

import type { AskedByStaff } from "./router";

/** What every page of files and records needs to know of its request. */
export async function frameOf(c: AskedByStaff) {
  const { pathname, search } = new URL(c.req.url);
  const name = await withDeadline(staffName(c.env.DB, c.var.principal.subject, c.var.now), 500).catch(() => "");
  return {
    lang: c.var.lang,
    city: deployment(c.env.CITY),
    selfOrigin: c.env.SELF_ORIGIN,
    here: pathname + search,
    person: { name },
  };
}
