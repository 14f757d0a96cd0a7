import { type Asked, Problem } from "@ven/kit";
import type { MiddlewareHandler } from "hono";

import type { IdentityEnv, IdentityVariables } from "./environment";
import type { Principal } from "./principal";
import { safeReturnTo } from "./safe-return-to";

/** How long somebody counts as present after proving who they are, ms. */
export const presentFor = 5 * 60_000;

/**
 * Whether the person has proved within `within` ms to be there, as well as their kind can: staff with a passkey (level
 * 2), guests and citizens in their own way. Never while identity cannot be reached.
 */
export function isSteppedUp(principal: Principal, now: number, within = presentFor) {
  if (!principal.signedIn || principal.stale) return false;
  const level = principal.kind === "staff" ? 2 : 1;
  return principal.aal >= level && now - principal.authTime <= within;
}

/** The path of every host at which a person steps up and from which they come back to `returnTo`. */
export const stepUpPath = (returnTo: string) => `/auth/step-up?return_to=${encodeURIComponent(returnTo)}`;

/**
 * For sensitive acts, after `signedIn()` or `requirePermission()`: somebody who has not proved to be there within
 * `within` ms (5 min) gets `step-up-needed` with the way to do it in `stepUp`, which leads back to the page that they
 * were on; the view of a page goes there at once.
 *
 * `app.post("/posters/:area/rotate", requireStepUp(), …)`
 */
export function requireStepUp<Bindings extends IdentityEnv>({ within = presentFor } = {}): MiddlewareHandler<{
  Bindings: Bindings;
  Variables: IdentityVariables;
}> {
  return async (c, next) => {
    const { principal, now } = c.var;
    const isPageView = c.req.method === "GET" && c.req.header("accept")?.includes("text/html") === true;
    if (!isPageView || !isKnown(c) || isSteppedUp(principal, now, within)) {
      requirePresence(c, within);
      return next();
    }
    c.header("cache-control", "no-store");
    return c.redirect(stepUpPath(ownPath(c.req.url)), 303);
  };
}

/** The same for an act that only its facts make sensitive: throws unless the person has proved to be there. */
export function requirePresence(c: Asked<IdentityEnv, IdentityVariables>, within = presentFor) {
  const { principal, identityAway, now } = c.var;
  if (identityAway || principal.stale) throw new Problem("unavailable");
  if (!principal.signedIn) throw new Problem("not-signed-in");
  if (isSteppedUp(principal, now, within)) return;
  const stepUp = stepUpPath(cameFrom(c.req.header("referer"), c.env.SELF_ORIGIN));
  throw new Problem("step-up-needed", undefined, { extra: { stepUp } });
}

const isKnown = ({ var: { principal, identityAway } }: Asked<IdentityEnv, IdentityVariables>) =>
  principal.signedIn && !principal.stale && !identityAway;

function ownPath(address: string) {
  const { pathname, search } = new URL(address);
  return pathname + search;
}

/** The page on this host from which the act was sent; `Referrer-Policy: same-origin` sees to it that it is told. */
function cameFrom(referer: string | undefined, selfOrigin: string) {
  const url = referer === undefined ? null : URL.parse(referer);
  return url?.origin === selfOrigin ? safeReturnTo(url.pathname + url.search) : "/";
}
