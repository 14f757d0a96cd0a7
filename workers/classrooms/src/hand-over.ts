/**
 * Files in (`EXCHANGE`), records out (`RECORDS`) and the managers' pages with the doors' posters (`OFFICE`) live in scripts
 * of their own. Undefined for what the pages answer themselves.
 */
export function scriptFor(pathname: string): "EXCHANGE" | "RECORDS" | "OFFICE" | undefined {
  if (/^(\/api)?\/exchange(\/|$)/.test(pathname)) return "EXCHANGE";
  if (/^\/s\/[^/]+\/manage(\/|$)|^\/d\/[^/]+\/poster$/.test(pathname)) return "OFFICE";
  return /^((\/api)?\/records|\/feeds)(\/|$)/.test(pathname) ? "RECORDS" : undefined;
}
