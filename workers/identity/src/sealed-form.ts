import { hmac, seal, unseal } from "@ven/kit";
import * as z from "zod/mini";

import type { Ring } from "./keys";

const longest = 6000;
const keyFor = (secret: string, purpose: string) => hmac(secret, `seal/${purpose}`);

/** What a form or a cookie carries from one page to the next: whoever has it can neither read nor change it. */
export async function sealForm(purpose: string, value: unknown, { key }: Ring) {
  return seal(await keyFor(key, purpose), JSON.stringify(value), purpose);
}

/** Undefined for whatever `sealForm` did not make for this purpose. */
export async function openForm<Schema extends z.ZodMiniType>(
  purpose: string,
  schema: Schema,
  sealed: string | undefined,
  { all }: Ring,
): Promise<z.infer<Schema> | undefined> {
  if (sealed === undefined || sealed.length > longest) return undefined;
  for (const secret of all.values()) {
    try {
      return z.parse(schema, JSON.parse(await unseal(await keyFor(secret, purpose), sealed, purpose)));
    } catch {
      // Another key of the ring, or nobody's: the next one tells.
    }
  }
  return undefined;
}
