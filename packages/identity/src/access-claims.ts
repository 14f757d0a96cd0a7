import { type AccessClaims, SubjectKind } from "@ven/contracts/identity";

const isText = (value: unknown, longest: number, shortest = 1) =>
  typeof value === "string" && value.length >= shortest && value.length <= longest;
const isTexts = (value: unknown) => Array.isArray(value) && value.every((one) => typeof one === "string");

/**
 * The same answer as the contract's schema, which a test compares with it, at a tenth of its price: every first request
 * with a token asks.
 */
export function isAccessClaims(value: unknown): value is AccessClaims {
  if (typeof value !== "object" || value === null) return false;
  const { iss, aud, sub, sid, jti, iat, exp, auth_time, kind, aal, ial, amr, roles, act } = value as Partial<
    Record<keyof AccessClaims, unknown>
  >;
  return (
    typeof iss === "string" &&
    typeof aud === "string" &&
    isText(sub, 64) &&
    isText(sid, 64) &&
    isText(jti, 64, 0) &&
    [iat, exp, auth_time, ial].every(Number.isSafeInteger) &&
    SubjectKind.options.some((one) => one === kind) &&
    (aal === 1 || aal === 2 || aal === 3) &&
    isTexts(amr) &&
    (amr as string[]).length <= 8 &&
    isRoles(roles) &&
    (act === undefined || (typeof act === "object" && act !== null && "sub" in act && typeof act.sub === "string"))
  );
}

function isRoles(value: unknown) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const held = Object.values(value);
  return held.length <= 20 && held.every(isTexts);
}
