import { lazily } from "@ven/contracts/lazily";
import { hmac, seal, unseal } from "@ven/kit";
import * as z from "zod/mini";

import type { Ring } from "./keys";

const Message = lazily(() => z.object({ channel: z.enum(["phone", "email"]), to: z.string(), text: z.string() }));
/** What leaves for a person. */
export type Message = z.infer<typeof Message>;

const context = (id: string) => `id_outbox/${id}`;
const keyFor = (secret: string) => hmac(secret, "seal/outbox");

/** Seals a message for its row of the outbox. */
export async function sealMessage(id: string, message: Message, { key }: Ring) {
  return seal(await keyFor(key), JSON.stringify(message), context(id));
}

/** Throws when no key of the ring opens it. */
export async function openMessage(id: string, sealed: string, { all }: Ring): Promise<Message> {
  for (const secret of all.values()) {
    const opened = await unseal(await keyFor(secret), sealed, context(id)).catch(() => undefined);
    if (opened !== undefined) return z.parse(Message, JSON.parse(opened));
  }
  throw new Error("no key opens this message");
}
