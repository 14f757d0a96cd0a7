/** What a person can be in an organisation. More are added here, never elsewhere. */
export const roles = ["counter", "supervisor", "administrator"] as const;
export type Role = (typeof roles)[number];

/** What can be done, `<service>.<act>`. */
export const permissions = [
  "queue.desk",
  "queue.call",
  "queue.supervise",
  "queue.configure",
  "identity.people",
  "identity.audit",
] as const;
export type Permission = (typeof permissions)[number];

/** Who may do what. A role counts in its organisation and in all that lie under it. */
export const grants: Readonly<Record<Role, readonly Permission[]>> = {
  counter: ["queue.desk", "queue.call"],
  supervisor: ["queue.desk", "queue.call", "queue.supervise"],
  administrator: [
    "queue.desk",
    "queue.call",
    "queue.supervise",
    "queue.configure",
    "identity.people",
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
