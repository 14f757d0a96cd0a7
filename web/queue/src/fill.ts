import type { Lang } from "@ven/contracts";

export { fill } from "@ven/kit/fill";

/** A thing's name for a reader: Vietnamese for Vietnamese, English for everybody else. */
export const nameOf = (one: { name: string; nameEn: string }, lang: Lang) =>
  lang === "vi" ? one.name : one.nameEn || one.name;

export const minutesOf = (ms: number) => Math.max(0, Math.floor(ms / 60_000));

/** `clockOf(252_000) === "04:12"`, minutes and seconds that something has lasted. */
export function clockOf(ms: number) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}
