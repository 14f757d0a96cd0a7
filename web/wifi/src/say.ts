import { fill } from "@ven/kit/fill";

import type { portalWords } from "./words/portal";

export type Words = ReturnType<typeof portalWords>;

/** `span(t, 5400)` is "90 min", `span(t, 7200)` "2 h". */
export function span(t: Words, seconds: number) {
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 120 && minutes % 60 !== 0) return fill(t.minutes, { n: minutes });
  const hours = Math.round(minutes / 60);
  return hours < 48 ? fill(t.hours, { n: hours }) : fill(t.days, { n: Math.round(hours / 24) });
}

/** `12.400.000 kB` is too long for a phone: "12,4 GB" in Vietnamese and French, "12.4 GB" elsewhere. */
export function dataText(kb: number, lang: string) {
  const [value, unit] = kb >= 1_000_000 ? [kb / 1_000_000, "GB"] : [kb / 1000, "MB"];
  const digits = value >= 10 ? 0 : 1;
  return `${value.toLocaleString(lang, { maximumFractionDigits: digits })} ${unit}`;
}

export const grouped = (code: string) => (code.length === 8 ? `${code.slice(0, 4)}-${code.slice(4)}` : code);
