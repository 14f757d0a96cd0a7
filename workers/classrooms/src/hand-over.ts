/**
 * Files in (`EXCHANGE`) and records out (`RECORDS`) live in scripts of their own; nothing else begins so. Undefined for
 * what the pages answer themselves.
 */
export function scriptFor(pathname: string): "EXCHANGE" | "RECORDS" | undefined {
  if (/^(\/api)?\/exchange(\/|$)/.test(pathname)) return "EXCHANGE";
  return /^((\/api)?\/records|\/feeds)(\/|$)/.test(pathname) ? "RECORDS" : undefined;
}
