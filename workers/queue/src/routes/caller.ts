import type { Permission } from "@ven/identity";

import type { AskedByStaff } from "./router";

/** The person behind a command: the pseudonym for the log, and where their role counts. */
export function callerWith(c: AskedByStaff, permission: Permission) {
  const { principal } = c.var;
  return { actor: principal.subject, organisations: principal.organisationsWith(permission) };
}
