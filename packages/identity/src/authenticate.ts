import type { SignInRpc } from "@ven/contracts/identity";
import { Problem, setHeaders, withDeadline } from "@ven/kit";
import type { Context, MiddlewareHandler } from "hono";

import { rpcDeadline } from "./asking";
import { cookieJar } from "./cookies";
import type { IdentityEnv, IdentityVariables, RelyingEnv } from "./environment";
import { keysFor } from "./keys";
import type { Permission } from "./permissions";
import { anonymous } from "./principal";
import { byBearer, byCookies } from "./who-is-asking";

type Env<Bindings extends IdentityEnv> = { Bindings: Bindings; Variables: IdentityVariables };

/**
 * Finds out who is asking and leaves it in `c.var.principal`: from `Authorization: Bearer`, else from the service's
 * cookies, which it refreshes. No database on the way, but the poll of the revocation list every 10 s. A bad bearer
 * token is 401 at once; bad cookies are dropped and the person is nobody. Leaves `/auth/*` to `relyingParty`.
 */
export function authenticate<Bindings extends RelyingEnv>({ service }: { service: string }) {
  return authenticateWith<Bindings>({ service, identity: (env) => env.IDENTITY });
}

/** `authenticate` where identity is not reached over the usual binding: in identity itself. */
export function authenticateWith<Bindings extends IdentityEnv>({
  service,
  identity,
}: {
  /** Audience of the tokens and name of the cookies. */
  service: string;
  identity: (env: Bindings) => SignInRpc;
}): MiddlewareHandler<Env<Bindings>> {
  return async (c, next) => {
    c.set("principal", anonymous);
    c.set("identityAway", false);
    if (c.req.path.startsWith("/auth/")) return next();
    const { env } = c;
    const { now } = c.var;
    const asking = { service, env, now, identity: identity(env), keys: keysFor(service, env) };
    const authorization = c.req.header("authorization");
    const jar = authorization === undefined ? cookieJar(c, service, env.SELF_ORIGIN) : undefined;
    // The answer to an upgrade cannot carry the next handle to the browser.
    const handle = () => (c.req.header("upgrade") === undefined ? jar?.read("rt") : null);
    const { principal, away, answer } = await (authorization === undefined
      ? byCookies(asking, jar?.read("at"), handle())
      : byBearer(asking, authorization));
    c.set("principal", principal);
    c.set("identityAway", away);
    await next();
    if (c.res.webSocket) return;
    if (jar && answer && !jar.isSettled()) {
      if (answer.ok) jar.writeGrant(answer.grant, now);
      else jar.dropGrant();
    }
    if (!principal.signedIn) return;
    const caching = c.res.headers.get("cache-control");
    if (caching === null || caching.includes("public")) setHeaders(c, noStore);
  };
}

const noStore = [["cache-control", "no-store"]] as const;

/** Lets nobody through who is not signed in: a browser's page view goes to the sign-in page, the rest gets 401. */
export function signedIn(): MiddlewareHandler<Env<IdentityEnv>> {
  return async (c, next) => refuseAnonymous(c) ?? next();
}

/**
 * Lets only those through who hold the permission in some organisation; in which one is checked where the thing is
 * known (`requirePerm`, `requirePermIn`, `orgScope`). Others get the 404 of a thing that is not there.
 */
export function requirePermission(permission: Permission): MiddlewareHandler<Env<IdentityEnv>> {
  return async (c, next) => {
    const refusal = refuseAnonymous(c);
    if (refusal) return refusal;
    if (c.var.principal.organisationsWith(permission).length === 0) throw new Problem("not-found");
    return next();
  };
}

/** For acts that cannot wait for the revocation list: asks identity at once, and 503 when it cannot say. */
export function requireFresh<Bindings extends RelyingEnv>(): MiddlewareHandler<Env<Bindings>> {
  return async (c, next) => {
    const { principal, identityAway } = c.var;
    if (identityAway || principal.stale) throw new Problem("unavailable");
    if (!principal.signedIn) throw new Problem("not-signed-in");
    const { subject, session } = principal;
    const { fresh } = await withDeadline(c.env.IDENTITY.isFresh({ subject, session }), rpcDeadline).catch(() => {
      throw new Problem("unavailable");
    });
    if (!fresh) throw new Problem("not-signed-in");
    return next();
  };
}

function refuseAnonymous(c: Context<Env<IdentityEnv>>) {
  if (c.var.principal.signedIn) return undefined;
  if (c.var.identityAway) throw new Problem("keys-unavailable");
  const isPageView = c.req.method === "GET" && c.req.header("accept")?.includes("text/html") === true;
  if (!isPageView || c.req.path.startsWith("/api/")) throw new Problem("not-signed-in");
  const { pathname, search } = new URL(c.req.url);
  c.header("cache-control", "no-store");
  return c.redirect(`/auth/sign-in?return_to=${encodeURIComponent(pathname + search)}`, 303);
}
