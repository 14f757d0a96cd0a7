/**
 * Scripts of their own answer for files in (`EXCHANGE`), records out (`RECORDS`), what managers decide (`OFFICE`) and what
 * hangs on walls (`DOOR`). Undefined for what the teachers' script answers itself.
 */
export function scriptFor(pathname: string): "EXCHANGE" | "RECORDS" | "OFFICE" | "DOOR" | undefined {
  if (/^(\/api)?\/exchange(\/|$)/.test(pathname)) return "EXCHANGE";
  if (/^(\/d|\/h|\/photos|\/api\/(doors|boards))(\/|$)/.test(pathname)) return "DOOR";
  if (/^((\/s\/[^/]+\/manage|\/api\/(closures|faults|rooms))(\/|$)|\/closures$)/.test(pathname)) return "OFFICE";
  if (/^\/api\/schools\/[^/]+\/(exams|faults|quotas)(\/|$)/.test(pathname)) return "OFFICE";
  return /^((\/api)?\/records|\/feeds)(\/|$)/.test(pathname) ? "RECORDS" : undefined;
}
