import { type KeySet, PublicKey } from "@ven/contracts/identity";
import { lazily } from "@ven/contracts/lazily";
import { localKeyPrefix } from "@ven/identity/lifetimes";
import type { SigningKey } from "@ven/identity/sign-token";
import * as z from "zod/mini";

import type { Env } from "./env";

const Ring = lazily(() =>
  z.object({
    active: z.string(),
    keys: z.record(z.string().check(z.regex(/^\w+$/)), z.string().check(z.regex(/^[\w-]{43}$/))),
  }),
);
const PrivateKey = lazily(() => z.extend(PublicKey, { d: z.string() }));
const SigningRing = lazily(() => z.object({ active: z.string(), keys: z.array(PrivateKey).check(z.minLength(2)) }));

/** Keys by name; `active` makes new things, the others still open old ones. */
export interface Ring {
  active: string;
  key: string;
  all: ReadonlyMap<string, string>;
}

export interface Keys {
  signing: SigningKey;
  jwks: KeySet;
  peppers: Ring;
  masterKeys: Ring;
  secrets: Ring;
}

type KeyEnv = Pick<Env, "SIGNING_KEYS" | "PEPPERS" | "MASTER_KEYS" | "SECRETS" | "ENVIRONMENT">;

let kept: { of: string; keys: Keys } | undefined;

/**
 * The keys of this deployment, imported once per isolate. Undefined when one is missing or broken, or when a key of a
 * developer's machine has come into production: identity then does nothing at all.
 */
export async function keysOf(env: KeyEnv): Promise<Keys | undefined> {
  const of = [env.SIGNING_KEYS, env.PEPPERS, env.MASTER_KEYS, env.SECRETS, env.ENVIRONMENT].join("\n");
  if (kept?.of === of) return kept.keys;
  const keys = await readKeys(env).catch(() => undefined);
  if (keys) kept = { of, keys };
  return keys;
}

async function readKeys(env: KeyEnv): Promise<Keys | undefined> {
  const { active, keys } = z.parse(SigningRing, JSON.parse(env.SIGNING_KEYS));
  const signs = keys.find(({ kid }) => kid === active);
  if (!signs) return undefined;
  if (env.ENVIRONMENT !== "development" && keys.some(({ kid }) => kid.startsWith(localKeyPrefix))) return undefined;
  const { kty, crv, x, d } = signs;
  return {
    signing: {
      kid: active,
      key: await crypto.subtle.importKey("jwk", { kty, crv, x, d }, "Ed25519", false, ["sign"]),
    },
    jwks: {
      keys: keys.map((key) => ({ kty: key.kty, crv: key.crv, x: key.x, kid: key.kid, alg: "EdDSA", use: "sig" })),
    },
    peppers: readRing(env.PEPPERS),
    masterKeys: readRing(env.MASTER_KEYS),
    secrets: readRing(env.SECRETS),
  };
}

function readRing(text: string): Ring {
  const { active, keys } = z.parse(Ring, JSON.parse(text));
  const all = new Map(Object.entries(keys));
  const key = all.get(active);
  if (key === undefined) throw new Error("the active key is not in the ring");
  return { active, key, all };
}
