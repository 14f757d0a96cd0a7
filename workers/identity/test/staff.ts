import { lifetimes, type Role } from "@ven/identity";
import { signAccessToken } from "@ven/identity/sign-token";
import { testClaims } from "@ven/identity/testing";
import { clock } from "@ven/kit";
import { env, exports } from "cloudflare:workers";

import people from "../sample/people.json";
import { keysOf } from "../src/keys";
import { origin } from "./person";

export interface As {
  /** Proved with a passkey just now. */
  steppedUp?: boolean;
  /** When they proved it, UTC ms. */
  authTime?: number;
  session?: string;
  audience?: string;
  roles?: Record<string, Role[]>;
  kind?: "guest" | "citizen" | "staff";
}

/** The access token of a sample person, or of anybody else who is given roles. */
export async function tokenOf(id: string, as: As = {}) {
  const { steppedUp = true, authTime, session = `s-${id}`, audience = "identity", kind = "staff" } = as;
  const person = people.find((one) => one.id === id);
  const keys = await keysOf(env);
  if (!keys) throw new Error("no keys");
  const now = clock.now();
  const roles = as.roles ?? (person ? { [person.organisation]: [person.role as Role] } : {});
  const subject = person ? `sample-${id}` : id;
  const claims = testClaims({ issuer: origin, service: audience, now, subject, session, kind, roles });
  return signAccessToken(
    {
      ...claims,
      exp: claims.iat + lifetimes[kind].access / 1000,
      aal: steppedUp ? 2 : 1,
      auth_time: Math.floor((authTime ?? now) / 1000),
    },
    keys.signing,
  );
}

/** Somebody who asks identity's pages with a token, as a browser's page view unless told otherwise. */
export async function staff(id: string, as: As = {}) {
  const authorization = `Bearer ${await tokenOf(id, as)}`;
  const fetch = (path: string, init: { method?: string; body?: BodyInit; headers?: Record<string, string> } = {}) =>
    exports.default.fetch(new URL(path, origin).href, {
      redirect: "manual",
      method: init.method ?? "GET",
      ...(init.body !== undefined && { body: init.body }),
      headers: { accept: "text/html", authorization, ...init.headers },
    });
  return {
    fetch,
    get: (path: string) => fetch(path),
    /** `form` may name a field several times: give a list of pairs then. */
    post: (path: string, form: Record<string, string> | string[][] = {}, headers: Record<string, string> = {}) =>
      fetch(path, { method: "POST", body: new URLSearchParams(form), headers: { origin, ...headers } }),
  };
}
