/**
 * Files in (`EXCHANGE`) and records out (`RECORDS`), with the manager's pages, live in scripts of their own; nothing else begins so. Undefined for
 * what the pages answer themselves.
 */
export function scriptFor(pathname: string): "EXCHANGE" | "RECORDS" | undefined {
  if (/^(\/api)?\/exchange(\/|$)/.test(pathname)) return "EXCHANGE";
  const office = /^\/s\/[^/]+\/manage(\/|$)|^\/d\/[^/]+\/poster$/;
  return /^((\/api)?\/records|\/feeds)(\/|$)/.test(pathname) || office.test(pathname) ? "RECORDS" : undefined;
}
