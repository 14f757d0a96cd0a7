/** What a person can be in an organisation. More are added here, never elsewhere. */
export const roles = [
  "counter",
  "supervisor",
  "teacher",
  "room-manager",
  "agent",
  "editor",
  "wifi-operator",
  "disclosure-officer",
  "analyst",
  "data-protection-officer",
  "province-administrator",
  "administrator",
] as const;
export type Role = (typeof roles)[number];

/** What can be done, `<service>.<act>`. */
export const permissions = [
  "queue.desk",
  "queue.call",
  "queue.supervise",
  "queue.configure",
  "classrooms.see",
  "classrooms.book",
  "classrooms.manage",
  "classrooms.report",
  "ask.desk",
  "ask.edit",
  "ask.report",
  "wifi.operate",
  "wifi.configure",
  "wifi.report",
  "wifi.disclose",
  "identity.people",
  "identity.keys",
  "identity.audit",
  "identity.subjects",
  "identity.break-glass",
] as const;
export type Permission = (typeof permissions)[number];

/** Who may do what. A role counts in its organisation and in all that lie under it. */
export const grants: Readonly<Record<Role, readonly Permission[]>> = {
  counter: ["queue.desk", "queue.call"],
  supervisor: ["queue.desk", "queue.call", "queue.supervise"],
  teacher: ["classrooms.see", "classrooms.book"],
  "room-manager": ["classrooms.see", "classrooms.book", "classrooms.manage", "classrooms.report"],
  agent: ["ask.desk"],
  editor: ["ask.desk", "ask.edit", "ask.report"],
  "wifi-operator": ["wifi.operate", "wifi.report"],
  // A lawful request for the lease log takes two of them.
  "disclosure-officer": ["wifi.disclose"],
  analyst: ["classrooms.see", "classrooms.report", "ask.report", "wifi.report"],
  "data-protection-officer": ["identity.subjects", "identity.audit"],
  // No wildcard: it opens one organisation for 15 minutes, and everybody there can read that it did.
  "province-administrator": ["identity.break-glass", "identity.audit"],
  administrator: [
    "queue.desk",
    "queue.call",
    "queue.supervise",
    "queue.configure",
    "classrooms.see",
    "classrooms.book",
    "classrooms.manage",
    "classrooms.report",
    "ask.desk",
    "ask.edit",
    "ask.report",
    "wifi.operate",
    "wifi.configure",
    "wifi.report",
    "identity.people",
    "identity.keys",
    "identity.audit",
  ],
};

export const isRole = (text: string): text is Role => roles.some((role) => role === text);
export const isPermission = (text: string): text is Permission => permissions.some((one) => one === text);

const table = new Map(roles.map((role) => [role, new Set<Permission>(grants[role])]));

/** `grantsPermission("counter", "queue.call") === true` */
export const grantsPermission = (role: Role, permission: Permission) => table.get(role)?.has(permission) ?? false;

/** Whether a role means anything in a service: tokens for that service carry no others. */
export const isRoleOf = (service: string, role: Role) =>
  grants[role].some((permission) => permission.startsWith(`${service}.`));
