/**
 * What staff do lives in two scripts of their own: people who answer (`DESK`), and who writes entries and looks at figures
 * (`OFFICE`). Undefined for what tourists ask.
 */
export function scriptFor(pathname: string): "DESK" | "OFFICE" | undefined {
  if (/^(\/api)?\/desk(\/|$)/.test(pathname)) return "DESK";
  return /^(\/api\/admin|(\/api)?\/office)(\/|$)/.test(pathname) ? "OFFICE" : undefined;
}
