export { authenticate, authenticateWith, requireFresh, requirePermission, signedIn } from "./authenticate";
export type { IdentityEnv, IdentityVariables, RelyingEnv } from "./environment";
export { lifetimes } from "./lifetimes";
export { organisationPath, type OrgScope, orgScope, requirePermIn } from "./organisation-repository";
export {
  grants,
  grantsPermission,
  isPermission,
  isRole,
  isRoleOf,
  type Permission,
  permissions,
  type Role,
  roles,
} from "./permissions";
export { anonymous, type Principal, principalFrom, requirePerm } from "./principal";
export { relyingParty } from "./relying-party";
export { safeReturnTo } from "./safe-return-to";
export { verifyAccessToken, type Verdict, type VerifyOptions } from "./verify-token";
export { isSteppedUp, presentFor, requirePresence, requireStepUp, stepUpPath } from "./step-up";
export { staffName } from "./staff-repository";
