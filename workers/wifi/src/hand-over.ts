const radius = /^(\/(radius|secure)|\/s\/[^/]+\/secure)(\/|$)/;
const records =
  /^\/hotspots\/[^/]+\/(vouchers|plans|ways|hours|blocks|disaster|import|export\.csv|reports|disclosures|servers|secure)(\/|\.|$)/;

/**
 * Operators' pages live in scripts of their own: hotspots, gateways and the page by which a walled garden is tried
 * (`OFFICE`); vouchers, plans, files, reports and lawful requests (`RECORDS`). So does what RADIUS servers ask, with the
 * secure network (`RADIUS`). Undefined for what phones and gateways ask.
 */
export function scriptFor(pathname: string): "OFFICE" | "RECORDS" | "RADIUS" | undefined {
  if (radius.test(pathname)) return "RADIUS";
  if (records.test(pathname)) return "RECORDS";
  return /^\/(hotspots|probe)(\/|$)/.test(pathname) ? "OFFICE" : undefined;
}
