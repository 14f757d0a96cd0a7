import type { Permission } from "@ven/identity";

/** Anybody may: nothing there belongs to one person or organisation. */
interface Open {
  who: "everybody";
}
/** Only about whoever is signed in; `path` names a thing of somebody else's, which nobody but its owner finds. */
interface Own {
  who: "self";
  path?: (foreign: { session: string; passkey: string; copy: number }) => string;
}
/** Needs the permission in the organisation of the address, or above it. */
export interface Tenant {
  who: Permission;
  path: (organisation: string) => string;
  form?: Record<string, string>;
  /** Looking needs no fresh passkey; acts do, so that in the matrix nothing is changed by those who may. */
  freely?: true;
}
/** Bound to a secret in the address or the form, whoever shows it; guessed ones find nothing. */
interface Bearer {
  who: "holder";
  path: string;
}
export type Row = Open | Own | Tenant | Bearer;

const everybody: Open = { who: "everybody" };
const self: Own = { who: "self" };
const at =
  (rest: string, root = "organisations") =>
  (organisation: string) =>
    `/${root}/${organisation}${rest.replaceAll("{o}", organisation)}`;

/** The key of each organisation in the matrix: 16 hexadecimal digits. */
export const keyOf = (organisation: string) =>
  Array.from(organisation, (letter) => letter.charCodeAt(0).toString(16))
    .join("")
    .padEnd(16, "0")
    .slice(0, 16);

/** With the operator's key alone; for everybody else there is no such place. */
const operator = (what: string): Bearer => ({ who: "holder", path: `/operator/${what}` });
const people = (rest: string, form?: Record<string, string>): Tenant => ({
  who: "identity.people",
  path: at(rest),
  ...(form && { form }),
});
const role = { role: "counter", from: "", until: "" };

/** Every route of identity. One that is not here fails the test, so that nobody adds a page without saying whose it is. */
export const matrix: Record<string, Row> = {
  "GET /healthz": everybody,
  "GET /.well-known/jwks.json": everybody,
  "GET /authorize": everybody,
  "GET /sign-in": everybody,
  "POST /sign-in": everybody,
  "GET /sign-in/code": everybody,
  "POST /sign-in/again": everybody,
  "POST /sign-in/code": everybody,
  "GET /sign-in/passkey": everybody,
  "POST /sign-in/passkey": everybody,
  "GET /sign-in/vneid": everybody,
  "GET /sign-in/vneid/callback": everybody,
  "POST /sign-out": everybody,
  "GET /privacy/erased": everybody,
  "GET /privacy/columns": everybody,

  "GET /reports/esms/:message/:proof": { who: "holder", path: "/reports/esms/0192-message/guessed-proof" },
  "POST /reports/zalo": { who: "holder", path: "/reports/zalo" },
  "GET /operator/keys": operator("keys"),
  "POST /operator/rewrap": operator("rewrap"),
  "POST /operator/reindex": operator("reindex"),
  "POST /operator/seal-audit": operator("seal-audit"),
  "POST /operator/verify-audit": operator("verify-audit"),
  "POST /operator/replay-erasures": operator("replay-erasures"),
  "POST /operator/purge": operator("purge"),
  "POST /operator/officers": operator("officers"),
  "POST /operator/appoint": operator("appoint"),
  "POST /operator/dismiss": operator("dismiss"),
  "GET /passkeys/recover": { who: "holder", path: "/passkeys/recover?k=guessed" },
  "GET /passkeys/register": { who: "holder", path: "/passkeys/register?a=guessed" },
  "POST /passkeys/register": { who: "holder", path: "/passkeys/register" },
  "GET /invitations/:token": { who: "holder", path: `/invitations/${"x".repeat(43)}` },
  "POST /invitations/:token/code": { who: "holder", path: `/invitations/${"x".repeat(43)}/code` },
  "POST /invitations/:token/take": { who: "holder", path: `/invitations/${"x".repeat(43)}/take` },

  "GET /": self,
  "GET /account": self,
  "GET /account/merge": self,
  "POST /account/merge": self,
  "POST /account/merge-link": self,
  "POST /account/sessions/end-others": self,
  "POST /account/shared-desk": self,
  "POST /sign-out/everywhere": self,
  "GET /auth/step-up": self,
  "GET /step-up": self,
  "POST /step-up": self,
  "POST /step-up/code": self,
  "GET /privacy": self,
  "POST /privacy/consents/:notice/:purpose": self,
  "POST /privacy/objections/:notice/:purpose": self,
  "POST /privacy/copies": self,
  "GET /privacy/erase": self,
  "POST /privacy/erase": self,
  "GET /organisations": self,
  "POST /break-glass/close": self,
  "POST /account/sessions/:session/end": { who: "self", path: ({ session }) => `/account/sessions/${session}/end` },
  "GET /account/passkeys/:id": { who: "self", path: ({ passkey }) => `/account/passkeys/${passkey}` },
  "POST /account/passkeys/:id": { who: "self", path: ({ passkey }) => `/account/passkeys/${passkey}` },
  "POST /account/passkeys/:id/remove": { who: "self", path: ({ passkey }) => `/account/passkeys/${passkey}/remove` },
  "GET /privacy/copies/:seq": { who: "self", path: ({ copy }) => `/privacy/copies/${copy}` },
  "GET /privacy/copies/:seq/json": { who: "self", path: ({ copy }) => `/privacy/copies/${copy}/json` },

  "GET /organisations/:organisation": { ...people(""), freely: true },
  "POST /organisations/:organisation/invitations": people("/invitations", {
    name: "Ai",
    contact: "0912345678",
    ...role,
  }),
  "POST /organisations/:organisation/invitations/:invitation/send": people("/invitations/i-{o}/send"),
  "POST /organisations/:organisation/invitations/:invitation/withdraw": people("/invitations/i-{o}/withdraw"),
  "GET /organisations/:organisation/people/:person": { ...people("/people/p-{o}"), freely: true },
  "POST /organisations/:organisation/people/:person/roles": people("/people/p-{o}/roles", role),
  "POST /organisations/:organisation/people/:person/roles/:role/change": people(
    "/people/p-{o}/roles/counter/change",
    role,
  ),
  "POST /organisations/:organisation/people/:person/roles/:role/end": people("/people/p-{o}/roles/counter/end"),
  "POST /organisations/:organisation/people/:person/sign-out": people("/people/p-{o}/sign-out"),
  "POST /organisations/:organisation/people/:person/leave": people("/people/p-{o}/leave"),
  "GET /recovery/:organisation": { who: "identity.people", path: at("", "recovery"), freely: true },
  "POST /recovery/:organisation": { who: "identity.people", path: at("", "recovery"), form: { subject: "p-baichay" } },
  "POST /recovery/:organisation/:recovery/approve": { who: "identity.people", path: at("/x-{o}/approve", "recovery") },
  "POST /recovery/:organisation/:recovery/withdraw": {
    who: "identity.people",
    path: at("/x-{o}/withdraw", "recovery"),
  },
  "GET /organisations/:organisation/keys": { who: "identity.keys", path: at("/keys"), freely: true },
  "POST /organisations/:organisation/keys": {
    who: "identity.keys",
    path: at("/keys"),
    form: { name: "HIS", permission: "queue.desk", days: "9" },
  },
  "POST /organisations/:organisation/keys/:key/rotate": {
    who: "identity.keys",
    path: (organisation) => `/organisations/${organisation}/keys/${keyOf(organisation)}/rotate`,
  },
  "POST /organisations/:organisation/keys/:key/revoke": {
    who: "identity.keys",
    path: (organisation) => `/organisations/${organisation}/keys/${keyOf(organisation)}/revoke`,
  },
  "GET /organisations/:organisation/audit": { who: "identity.audit", path: at("/audit"), freely: true },
  "GET /organisations/:organisation/break-glass": {
    who: "identity.break-glass",
    path: at("/break-glass"),
    freely: true,
  },
  "POST /organisations/:organisation/break-glass": {
    who: "identity.break-glass",
    path: at("/break-glass"),
    form: { reason: "Không ai khác làm được việc này" },
  },
  "GET /organisations/:organisation/requests": { who: "identity.subjects", path: at("/requests"), freely: true },
  "POST /organisations/:organisation/requests": {
    who: "identity.subjects",
    path: at("/requests"),
    form: { kind: "access", reference: "1" },
    freely: true,
  },
  "GET /organisations/:organisation/requests/:request": {
    who: "identity.subjects",
    path: at("/requests/r-{o}"),
    freely: true,
  },
  "POST /organisations/:organisation/requests/:request/close": {
    who: "identity.subjects",
    path: at("/requests/r-{o}/close"),
    form: { outcome: "refused", reason: "Không đủ căn cứ" },
  },
  "POST /organisations/:organisation/requests/:request/:step": {
    who: "identity.subjects",
    path: at("/requests/r-{o}/extend"),
    freely: true,
  },
  "GET /organisations/:organisation/breaches": { who: "identity.subjects", path: at("/breaches"), freely: true },
  "POST /organisations/:organisation/breaches": {
    who: "identity.subjects",
    path: at("/breaches"),
    form: { summary: "Máy tính bị mất", date: "2026-01-01", time: "08:00" },
    freely: true,
  },
  "POST /organisations/:organisation/breaches/:breach/:step": {
    who: "identity.subjects",
    path: at("/breaches/b-{o}/people-told"),
    freely: true,
  },
};
