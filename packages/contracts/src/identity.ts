import * as z from "zod/mini";

import { languages } from "./language";
import { lazily } from "./lazily";

/** How somebody proved who they are. `service` is another worker, known by its binding. */
export const SubjectKind = /* @__PURE__ */ lazily(() => z.enum(["guest", "citizen", "staff", "service"]));
export type SubjectKind = z.infer<typeof SubjectKind>;

/** Authenticator assurance level (NIST SP 800-63B): 1 a code, 2 a passkey with user verification. */
export const AssuranceLevel = /* @__PURE__ */ lazily(() => z.union([z.literal(1), z.literal(2), z.literal(3)]));

/** Roles by organisation, at most 20. Checked as it is: a copied record would lose an organisation called `__proto__`. */
export const RolesClaim = z.custom<Record<string, string[]>>(
  (value) =>
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).length <= 20 &&
    Object.values(value).every((roles) => Array.isArray(roles) && roles.every((role) => typeof role === "string")),
);

/**
 * Claims of an access token (RFC 9068, `typ` at+jwt). Times are seconds. No personal data: `sub` is a pseudonym.
 * `roles` holds only what the service of `aud` can use. Unknown claims pass, so that a newer identity may add some.
 */
export const AccessClaims = /* @__PURE__ */ lazily(() =>
  z.object({
    iss: z.string(),
    aud: z.string(),
    sub: z.string().check(z.minLength(1), z.maxLength(64)),
    sid: z.string().check(z.minLength(1), z.maxLength(64)),
    jti: z.string().check(z.maxLength(64)),
    iat: z.int(),
    exp: z.int(),
    auth_time: z.int(),
    kind: SubjectKind,
    aal: AssuranceLevel,
    ial: z.int(),
    amr: z.array(z.string()).check(z.maxLength(8)),
    roles: RolesClaim,
    /** Permissions by organisation, where no role gives them: an integrator's key. */
    perms: z.optional(RolesClaim),
    /** Who acts for `sub` (RFC 8693 §4.1), when it is not `sub`. */
    act: z.optional(z.object({ sub: z.string() })),
  }),
);
export type AccessClaims = z.infer<typeof AccessClaims>;

/** Public half of a signing key (RFC 8037). */
export const PublicKey = /* @__PURE__ */ lazily(() =>
  z.object({
    kty: z.literal("OKP"),
    crv: z.literal("Ed25519"),
    x: z.string(),
    kid: z.string(),
    alg: z.optional(z.string()),
    use: z.optional(z.string()),
  }),
);
export type PublicKey = z.infer<typeof PublicKey>;
export const KeySet = /* @__PURE__ */ lazily(() => z.object({ keys: z.array(PublicKey) }));
export type KeySet = z.infer<typeof KeySet>;

/** What a service gets for a code or a handle. `handle` replaces the one that was presented. Times are UTC ms. */
export const Grant = /* @__PURE__ */ lazily(() =>
  z.object({
    accessToken: z.string(),
    /** When the access token stops being valid. */
    expiresAt: z.number(),
    handle: z.string(),
    /** When the session ends whatever happens: the life of the handle's cookie. */
    sessionEndsAt: z.number(),
  }),
);
export type Grant = z.infer<typeof Grant>;

/**
 * `invalid`: never was good, or not for this caller. `expired`: idle too long, or past its life. `ended`: signed out.
 * `reused`: shown twice, and the session is ended because one of the two was a thief.
 */
export const GrantRefusal = /* @__PURE__ */ lazily(() => z.enum(["invalid", "expired", "ended", "reused"]));
export type GrantRefusal = z.infer<typeof GrantRefusal>;
/** An answer and not an exception: a refusal is not an outage, and must not be mistaken for one. */
export const GrantAnswer = /* @__PURE__ */ lazily(() =>
  z.union([z.object({ ok: z.literal(true), grant: Grant }), z.object({ ok: z.literal(false), reason: GrantRefusal })]),
);
export type GrantAnswer = z.infer<typeof GrantAnswer>;

/** RFC 7636 §4.1: 43 to 128 unreserved characters. */
export const ExchangeCode = /* @__PURE__ */ lazily(() =>
  z.object({
    code: z.string().check(z.maxLength(200)),
    verifier: z.string().check(z.regex(/^[\w.~-]{43,128}$/)),
    redirectUri: z.string().check(z.maxLength(500)),
  }),
);
export type ExchangeCode = z.infer<typeof ExchangeCode>;
export const PresentHandle = /* @__PURE__ */ lazily(() => z.object({ handle: z.string().check(z.maxLength(200)) }));
export type PresentHandle = z.infer<typeof PresentHandle>;
export const AskFresh = /* @__PURE__ */ lazily(() =>
  z.object({
    subject: z.string().check(z.maxLength(64)),
    session: z.string().check(z.maxLength(64)),
  }),
);
export type AskFresh = z.infer<typeof AskFresh>;

/** `ven_<id>_<secret>` as an integrator sends it. */
export const ExchangeApiKey = /* @__PURE__ */ lazily(() =>
  z.object({
    key: z.string().check(z.regex(/^ven_[0-9a-f]{16}_[\w-]{43}$/)),
    /** Calls with it since the caller asked last: added up over all isolates and services. */
    calls: z.optional(z.int().check(z.gte(0), z.lte(100_000))),
  }),
);
export type ExchangeApiKey = z.infer<typeof ExchangeApiKey>;
/** RFC 8693 §2.1: the caller hands over a token that it was given for a person, and names the service it wants to call. */
export const ExchangeToken = /* @__PURE__ */ lazily(() =>
  z.object({
    subjectToken: z.string().check(z.maxLength(4096)),
    audience: z.string().check(z.regex(/^[a-z][a-z-]{0,30}$/)),
  }),
);
export type ExchangeToken = z.infer<typeof ExchangeToken>;

/** A token without a handle: it is not renewed, but asked for again. */
export const TokenAnswer = /* @__PURE__ */ lazily(() =>
  z.union([
    z.object({ ok: z.literal(true), accessToken: z.string(), expiresAt: z.number() }),
    z.object({ ok: z.literal(false), reason: z.enum(["invalid", "expired", "ended", "too-many"]) }),
  ]),
);
export type TokenAnswer = z.infer<typeof TokenAnswer>;

/** A code for somebody who wants no account: only that a phone or an e-mail is theirs. */
export const AskForCode = /* @__PURE__ */ lazily(() =>
  z.object({
    /** As the person typed it. */
    contact: z.string().check(z.maxLength(300)),
    lang: z.enum(languages),
    /** The organisation on whose behalf, where there is one: it pays too. */
    organisation: z.optional(z.string().check(z.regex(/^[a-z][a-z0-9-]{1,39}$/))),
  }),
);
export type AskForCode = z.infer<typeof AskForCode>;
/** `seconds`: when to try again. `challenge` goes into the form in which the code is typed; `sentTo` may be shown. */
export const CodeSent = /* @__PURE__ */ lazily(() =>
  z.union([
    z.object({ ok: z.literal(true), challenge: z.string(), sentTo: z.string() }),
    z.object({
      ok: z.literal(false),
      reason: z.enum(["contact-wrong", "no-delivery", "too-soon", "daily-limit"]),
      seconds: z.optional(z.number()),
    }),
  ]),
);
export type CodeSent = z.infer<typeof CodeSent>;
export const TypedCode = /* @__PURE__ */ lazily(() =>
  z.object({
    challenge: z.string().check(z.maxLength(4000)),
    code: z.string().check(z.maxLength(100)),
  }),
);
export type TypedCode = z.infer<typeof TypedCode>;
/** `proof`: a pseudonym of the contact, the same each time for this caller and another one for every other. */
export const CodeChecked = /* @__PURE__ */ lazily(() =>
  z.union([
    z.object({ ok: z.literal(true), proof: z.string() }),
    z.object({ ok: z.literal(false), reason: z.enum(["wrong", "over"]), left: z.optional(z.number()) }),
  ]),
);
export type CodeChecked = z.infer<typeof CodeChecked>;

/**
 * What identity does for services. Who calls is the binding's `props.client`, never an argument; it is also the
 * audience of the tokens that come back. Arguments are one object each, so that members may be added.
 */
export interface IdentityRpc {
  /** Redeems an authorization code (RFC 6749 §4.1.3), once. A second time ends the session of the first. */
  exchangeCode(request: ExchangeCode): Promise<GrantAnswer>;
  /** A new access token and the handle's next form. The old form stays good for 20 s, for parallel tabs. */
  refresh(request: PresentHandle): Promise<GrantAnswer>;
  /** Signs out everywhere. An unknown handle is no error. */
  endSession(request: PresentHandle): Promise<{ ended: boolean }>;
  /** Whether the session is alive at this instant, for acts that cannot wait for the revocation list. */
  isFresh(request: AskFresh): Promise<{ fresh: boolean }>;
  /** Sends a code to a phone or an e-mail for the calling service; nobody is signed in and nobody is remembered. */
  sendCode(request: AskForCode): Promise<CodeSent>;
  /** Whether it was that code; five guesses, once. */
  checkCode(request: TypedCode): Promise<CodeChecked>;
  /** The public keys, the next one included. */
  jwks(): Promise<KeySet>;
  /** An integrator's key becomes a short token of kind `service` for the caller (at most 5 min). */
  exchangeApiKey(request: ExchangeApiKey): Promise<TokenAnswer>;
  /** A token for another service that says who acts for whom; with the person's rights there and never more (RFC 8693). */
  exchangeToken(request: ExchangeToken): Promise<TokenAnswer>;
}

/** The part of it that knows who is signed in; the other part sends codes to people who want no account. */
export type SignInRpc = Omit<IdentityRpc, "sendCode" | "checkCode">;

/** Organisations and their tree are identity's; others read them through its views. */
export const OrganisationKind = /* @__PURE__ */ lazily(() =>
  z.enum(["province", "department", "hospital", "school", "ward", "agency"]),
);
export type OrganisationKind = z.infer<typeof OrganisationKind>;
