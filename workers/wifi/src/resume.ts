import { makeLink, readLink, type Ring } from "./seals";

/** For so long a resume link works, ms. */
const lasts = 24 * 3_600_000;

/** A link by which a person is known again after their phone changed its address: signed, for one group, for a day. */
export const makeResumeLink = (ring: Ring, { holder, group }: { holder: string; group: string }, now: number) =>
  makeLink(ring, "resume", `${holder}~${group}~${Math.floor((now + lasts) / 1000).toString(36)}`);

export async function readResumeLink(ring: Ring, link: string, now: number) {
  const [holder = "", group = "", until = ""] = (await readLink(ring, "resume", link))?.split("~") ?? [];
  return holder !== "" && Number.parseInt(until, 36) * 1000 > now ? { holder, group } : undefined;
}
