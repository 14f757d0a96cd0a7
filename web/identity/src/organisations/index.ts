export { type BreakGlassPage, breakGlassPage } from "./break-glass-page";
export { type InvitationPage, invitationPage } from "./invitation-page";
export { type KeysPage, keysPage } from "./keys-page";
export {
  type OrganisationPage,
  organisationPage,
  type OrganisationsPage,
  organisationsPage,
} from "./organisation-page";
export { type RequestPage, requestPage } from "./request-page";
export { type PersonPage, personPage } from "./person-page";
export type { Named, StaffFrame } from "./staff-frame";
export { organisationWords, rightText } from "./words";
export { type AuditPage, auditPage } from "./audit-page";
export { type BreachesPage, breachesPage, type RequestsPage, requestsPage } from "./officer-pages";
