/**
 * What staff do lives in two scripts of their own: people who answer, with the figures of it and the way to sign in (`DESK`),
 * and who writes entries (`OFFICE`). What pages and phones are told while a person answers is in a third (`LIVE`). Undefined for what tourists ask.
 */
export function scriptFor(pathname: string): "DESK" | "OFFICE" | "LIVE" | undefined {
  if (/^\/api\/threads\/[^/]+\/(live|push)$/.test(pathname)) return "LIVE";
  if (/^((\/api)?\/desk|\/office\/report|\/auth)(\/|$)/.test(pathname)) return "DESK";
  return /^(\/api\/admin|(\/api)?\/office)(\/|$)/.test(pathname) ? "OFFICE" : undefined;
}
