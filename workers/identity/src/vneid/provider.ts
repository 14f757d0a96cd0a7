import { lazily } from "@ven/contracts/lazily";
import { base64url } from "@ven/kit";
import { compactVerify } from "jose/jws/compact/verify";
import * as z from "zod/mini";

import type { Configuration } from "./configuration";

/** All that is asked of the provider for one sign-in is answered in so long, ms; a page within 3 s is the promise. */
const patience = 2_500;
/** Public keys are kept for so long, and asked for anew at most this often when one is not known, ms. */
const keepKeysFor = 10 * 60_000;
const askAgainAfter = 30_000;
/** Another machine's clock may be so far off, s. */
const skew = 60;
/** An ID token older than this was not made for this sign-in, s. */
const oldest = 600;
const longest = 64 * 1024;

const Key = lazily(() =>
  z.object({
    kty: z.literal("RSA"),
    n: z.string(),
    e: z.string(),
    kid: z.optional(z.string()),
    use: z.optional(z.literal("sig")),
    alg: z.optional(z.literal("RS256")),
  }),
);
type Key = z.infer<typeof Key>;
const Tokens = lazily(() =>
  z.object({
    access_token: z.string().check(z.regex(/^[\w.~+/=-]{1,4096}$/)),
    id_token: z.string().check(z.maxLength(8192)),
  }),
);
const Claims = lazily(() =>
  z.object({
    iss: z.string(),
    sub: z.string().check(z.minLength(1), z.maxLength(255)),
    aud: z.union([z.string(), z.array(z.string())]),
    azp: z.optional(z.string()),
    exp: z.number(),
    iat: z.number(),
    nonce: z.string(),
  }),
);
const Header = lazily(() => z.object({ alg: z.literal("RS256"), kid: z.optional(z.string()) }));

/** The provider did not answer in time, or not with an answer. */
export class ProviderAway extends Error {}
/** The provider answered, and the answer is not to be trusted. */
export class ProviderRefused extends Error {}

/** Keys by issuer: plain data, so that no request ever waits for another one's. */
const keys = new Map<string, { keys: Key[]; readAt: number }>();

export interface Callback {
  code: string;
  verifier: string;
  nonce: string;
  redirectUri: string;
  now: number;
}

/**
 * Redeems a code (OpenID Connect Core §3.1.3) and gives what userinfo says of the person. The ID token is verified with
 * RS256 and nothing else, for this client, this sign-in and this minute.
 */
export async function askProvider(provider: Configuration, callback: Callback): Promise<unknown> {
  const signal = AbortSignal.timeout(patience);
  const tokens = read(Tokens, await post(provider, callback, signal));
  const claims = await verifyIdToken(provider, tokens.id_token, callback, signal);
  const authorization = `Bearer ${tokens.access_token}`;
  const info = await send(provider.userinfoEndpoint, { headers: { authorization }, signal });
  // §5.3.2: userinfo of somebody else could be put in place of the right one.
  if (read(z.object({ sub: z.string() }), info).sub !== claims.sub) throw new ProviderRefused("userinfo");
  return info;
}

function post({ tokenEndpoint, ...client }: Configuration, callback: Callback, signal: AbortSignal) {
  const { code, verifier, redirectUri } = callback;
  const { clientId, clientSecret, authentication } = client;
  const byHeader = authentication === "client_secret_basic";
  const form = new URLSearchParams({
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...(!byHeader && { client_id: clientId, client_secret: clientSecret }),
  });
  const pair = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
  return send(tokenEndpoint, {
    method: "POST",
    body: form,
    headers: byHeader ? { authorization: `Basic ${btoa(pair)}` } : {},
    signal,
  });
}

/** A JSON answer. A redirect is none: it would carry a secret to another address. */
async function send(
  address: string,
  {
    headers,
    ...init
  }: { method?: string; body?: URLSearchParams; headers?: Record<string, string>; signal: AbortSignal },
): Promise<unknown> {
  let text: string;
  let status: number;
  try {
    const answer = await fetch(address, {
      ...init,
      redirect: "manual",
      headers: { accept: "application/json", ...headers },
    });
    status = answer.status;
    text = await answer.text();
  } catch (err) {
    throw new ProviderAway("no answer", { cause: err });
  }
  if (status >= 500) throw new ProviderAway(`answered ${status}`);
  if (status !== 200 || text.length > longest) throw new ProviderRefused(`answered ${status}`);
  try {
    return JSON.parse(text);
  } catch (err) {
    throw new ProviderRefused("no JSON", { cause: err });
  }
}

function read<Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = z.safeParse(schema, value);
  if (!parsed.success) throw new ProviderRefused("not of the form that was agreed");
  return parsed.data;
}

const parse = (text: string): unknown => JSON.parse(text);
const decoder = new TextDecoder("utf-8", { fatal: true });

async function verifyIdToken(provider: Configuration, token: string, { nonce, now }: Callback, signal: AbortSignal) {
  const trusted = await keyFor(provider, headerOf(token), now, signal);
  let payload: Uint8Array;
  try {
    const { kty, n, e } = trusted;
    const key = await crypto.subtle.importKey(
      "jwk",
      { kty, n, e },
      { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
      false,
      ["verify"],
    );
    ({ payload } = await compactVerify(token, key, { algorithms: ["RS256"] }));
  } catch (err) {
    throw new ProviderRefused("signature", { cause: err });
  }
  const claims = read(Claims, parse(decoder.decode(payload)));
  const { clientId, issuer } = provider;
  const audiences = [claims.aud].flat();
  const isFor = audiences.includes(clientId) && (audiences.length === 1 || claims.azp === clientId);
  const seconds = now / 1000;
  const isTimely = claims.exp > seconds - skew && claims.iat < seconds + skew && claims.iat > seconds - oldest;
  if (claims.iss !== issuer || !isFor || !isTimely || claims.nonce !== nonce) throw new ProviderRefused("claims");
  return claims;
}

function headerOf(token: string) {
  try {
    return read(Header, parse(decoder.decode(base64url.decode(token.split(".")[0] ?? ""))));
  } catch (err) {
    throw new ProviderRefused("header", { cause: err });
  }
}

/** The provider's key of a token: from its own published set and never from the token. */
async function keyFor({ issuer, jwksUri }: Configuration, { kid }: { kid?: string }, now: number, signal: AbortSignal) {
  const find = (known: readonly Key[]) =>
    kid === undefined && known.length === 1 ? known[0] : known.find((one) => one.kid === kid);
  const known = keys.get(issuer);
  const age = known ? now - known.readAt : Number.POSITIVE_INFINITY;
  const found = known && age >= 0 && age < keepKeysFor ? find(known.keys) : undefined;
  if (found) return found;
  if (!known || age < 0 || age > askAgainAfter) {
    const set = read(z.object({ keys: z.array(z.unknown()) }), await send(jwksUri, { signal }));
    const usable = set.keys.map((one) => z.safeParse(Key, one)).flatMap(({ data }) => (data ? [data] : []));
    keys.set(issuer, { keys: usable, readAt: now });
    const fresh = find(usable);
    if (fresh) return fresh;
  }
  throw new ProviderRefused("unknown key");
}

/** As a fresh isolate would be. For tests. */
export const forgetProviderKeys = () => keys.clear();
