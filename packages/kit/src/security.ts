import type { Context, MiddlewareHandler } from "hono";

import type { Asked, BaseEnv } from "./environment";
import { Problem } from "./problem";

interface Policy {
  styleHashes?: string[];
}

/** The content security policy of a page. Scripts and styles come from our own files, or carry their hash. */
export function contentSecurityPolicy(selfOrigin: string, { styleHashes = [] }: Policy = {}) {
  const style = ["'self'", ...styleHashes.map((hash) => `'${hash}'`)].join(" ");
  // Older Safari does not count a WebSocket to the same host as 'self'.
  const socket = selfOrigin.replace(/^http/, "ws");
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${style}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self'",
    `connect-src 'self' ${socket}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

const headersOf = new Map<string, [name: string, value: string][]>();

/** The same for every answer of a service, so made once in an isolate. */
function ownHeaders(selfOrigin: string) {
  let headers = headersOf.get(selfOrigin);
  if (!headers) {
    headers = [
      ["content-security-policy", contentSecurityPolicy(selfOrigin)],
      ["x-content-type-options", "nosniff"],
      // `no-referrer` would make form posts carry `Origin: null`.
      ["referrer-policy", "same-origin"],
      ["cross-origin-opener-policy", "same-origin"],
      ["permissions-policy", "camera=(self), geolocation=(), microphone=()"],
    ];
    if (selfOrigin.startsWith("https:")) headers.push(["strict-transport-security", "max-age=31536000"]);
    headersOf.set(selfOrigin, headers);
  }
  return headers;
}

/**
 * Headers of every answer; a page replaces the policy with its own through `html()`. They are set before the handler
 * makes its answer: to change one that is made means to copy it, at a fifth of the price of a whole request.
 */
export const securityHeaders: MiddlewareHandler<{ Bindings: BaseEnv }> = async (c, next) => {
  const own = ownHeaders(c.env.SELF_ORIGIN);
  for (const [name, value] of own) c.header(name, value);
  await next();
  if (c.res.webSocket || own.every(([name]) => c.res.headers.has(name))) return;
  // Answers that came through another worker or the assets binding were made without, and have immutable headers.
  const headers = new Headers(c.res.headers);
  for (const [name, value] of own)
    if (name !== "content-security-policy" || !headers.has(name)) headers.set(name, value);
  c.res = new Response(c.res.body, { status: c.res.status, statusText: c.res.statusText, headers });
};

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses what another site makes a browser send. `Origin` decides, `Sec-Fetch-Site` where it is sent; WebSocket
 * upgrades are checked too, because no same-origin policy guards them. A client without either header is no browser
 * with our cookies: it passes only when it brings no cookie, or a bearer token.
 */
export const refuseCrossSite: MiddlewareHandler<{ Bindings: BaseEnv }> = async (c, next) => {
  const upgrade = c.req.header("upgrade")?.toLowerCase() === "websocket";
  if (safe.has(c.req.method) && !upgrade) return next();
  if (!isSameSite(c, upgrade)) throw new Problem("cross-site");
  return next();
};

function isSameSite(c: Context<{ Bindings: BaseEnv }>, upgrade: boolean) {
  const origin = c.req.header("origin");
  if (origin !== undefined) return origin === c.env.SELF_ORIGIN;
  const site = c.req.header("sec-fetch-site");
  if (site !== undefined) return site === "same-origin" || site === "none";
  return upgrade || c.req.header("cookie") === undefined || c.req.header("authorization") !== undefined;
}

/** The client's address, where this deployment has a listener that can be trusted to set it; else undefined. */
export function clientAddress(c: Asked<BaseEnv>) {
  const name = c.env.TRUSTED_ADDRESS_HEADER;
  return name ? c.req.header(name) : undefined;
}
