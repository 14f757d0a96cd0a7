const scripts: readonly (readonly [script: Script, path: RegExp])[] = [
  ["EXCHANGE", /^(\/api)?\/exchange(\/|$)/],
  ["RECORDS", /^((\/api)?\/records|\/feeds)(\/|$)/],
  ["DOOR", /^(\/d|\/h|\/photos|\/api\/(doors|boards))(\/|$)|^\/s\/[^/]+\/(find|floors|manage\/posters)$/],
  ["SETTINGS", /^(\/s\/[^/]+\/manage\/(rules|things|people|boards|bells)|\/api\/schools\/[^/]+\/quotas)(\/|$)/],
  ["OFFICE", /^(\/s\/[^/]+\/(manage|series)\/|\/api\/(closures|faults|rooms)(\/|$))|^\/closures(\/lift)?$/],
  ["OFFICE", /^\/s\/[^/]+\/manage$|^\/api\/schools\/[^/]+\/(exams|faults)(\/|$)/],
];
type Script = "EXCHANGE" | "RECORDS" | "OFFICE" | "DOOR" | "SETTINGS";

/**
 * Scripts of their own answer for files in (`EXCHANGE`), records out (`RECORDS`), what managers decide (`OFFICE`), what a
 * school sets up (`SETTINGS`), and doors, halls and the search for rooms (`DOOR`). Undefined for what the teachers' script
 * answers itself. The first that fits has it. A series is booked at `/s/<school>/series`; below that are its pages.
 */
export const scriptFor = (pathname: string): Script | undefined => scripts.find(([, path]) => path.test(pathname))?.[0];
