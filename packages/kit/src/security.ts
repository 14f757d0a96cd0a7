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

type Header = [name: string, value: string];

const headersOf = new Map<string, { policy: Header[]; others: Header[] }>();

/** The same for every answer of a service, so made once in an isolate. */
function ownHeaders(selfOrigin: string) {
  let headers = headersOf.get(selfOrigin);
  if (!headers) {
    const others: Header[] = [
      ["x-content-type-options", "nosniff"],
      // `no-referrer` would make form posts carry `Origin: null`.
      ["referrer-policy", "same-origin"],
      ["cross-origin-opener-policy", "same-origin"],
      ["permissions-policy", "camera=(self), geolocation=(), microphone=()"],
    ];
    if (selfOrigin.startsWith("https:")) others.push(["strict-transport-security", "max-age=31536000"]);
    headers = { policy: [["content-security-policy", contentSecurityPolicy(selfOrigin)]], others };
    headersOf.set(selfOrigin, headers);
  }
  return headers;
}

/**
 * Sets headers of an answer that is made already: in place, because Hono's `c.header` copies the answer first, which
 * costs half as much as a whole small request. One that came from another worker or the assets binding is
 * immutable, and only that is copied.
 */
export function setHeaders(c: Context, headers: readonly (readonly [name: string, value: string])[]) {
  try {
    for (const [name, value] of headers) c.res.headers.set(name, value);
  } catch {
    const copy = new Headers(c.res.headers);
    for (const [name, value] of headers) copy.set(name, value);
    c.res = new Response(c.res.body, { status: c.res.status, statusText: c.res.statusText, headers: copy });
  }
}

/** Headers of every answer; a page replaces the policy with its own through `html()`. */
export const securityHeaders: MiddlewareHandler<{ Bindings: BaseEnv }> = async (c, next) => {
  await next();
  if (c.res.webSocket) return;
  const { policy, others } = ownHeaders(c.env.SELF_ORIGIN);
  setHeaders(c, c.res.headers.has("content-security-policy") ? others : [...policy, ...others]);
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
  if (origin !== undefined) return origin === c.env.SELF_ORIGIN || origin === c.env.PLAIN_ORIGIN;
  const site = c.req.header("sec-fetch-site");
  if (site !== undefined) return site === "same-origin" || site === "none";
  return upgrade || c.req.header("cookie") === undefined || c.req.header("authorization") !== undefined;
}

/** The client's address, where this deployment has a listener that can be trusted to set it; else undefined. */
export function clientAddress(c: Asked<BaseEnv>) {
  const name = c.env.TRUSTED_ADDRESS_HEADER;
  return name ? c.req.header(name) : undefined;
}
