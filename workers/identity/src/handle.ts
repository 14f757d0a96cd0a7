import { hmac, timingSafeEqual } from "@ven/kit";

import type { Ring } from "./keys";

/** Which form of a session's handle at one service this is; the first is 0. */
export interface HandleForm {
  session: string;
  audience: string;
  generation: number;
}

/**
 * The handle `sid.<generation>-<secret>` of a form. The secret follows from the form and a key that only identity has, so
 * that parallel tabs which refresh at once all get the same next handle; the database knows its hash.
 */
export async function handleOf(form: HandleForm, { key }: Ring) {
  return `${form.session}.${form.generation}-${await secretOf(form, key)}`;
}

const secretOf = ({ session, audience, generation }: HandleForm, key: string) =>
  hmac(key, `handle/${session}/${audience}/${generation}`);

/** Reads a handle that `audience` presents; undefined when it never was one. Needs no database. */
export async function readHandle(handle: string, audience: string, { all }: Ring): Promise<HandleForm | undefined> {
  const [, session = "", digits = "", secret = ""] = /^([\w-]{1,64})\.(\d{1,9})-([\w-]{43})$/.exec(handle) ?? [];
  const form = { session, audience, generation: Number(digits) };
  if (session === "") return undefined;
  for (const key of all.values()) if (timingSafeEqual(await secretOf(form, key), secret)) return form;
  return undefined;
}
