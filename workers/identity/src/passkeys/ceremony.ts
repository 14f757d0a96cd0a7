import { lazily } from "@ven/contracts/lazily";
import { randomToken } from "@ven/kit";
import * as z from "zod/mini";

import type { Desk } from "../desk";
import { openForm, sealForm } from "../sealed-form";

/** A challenge is good for so long, ms. */
export const ceremonyLasts = 5 * 60_000;

/** Why somebody may add a passkey. `first`: they have none yet. `more`: they have shown one just now. */
const Because = lazily(() => z.enum(["first", "more", "recovery"]));
export type Because = z.infer<typeof Because>;

const common = () => ({ challenge: z.string(), expiresAt: z.int(), next: z.string() });
const Ceremony = lazily(() =>
  z.discriminatedUnion("purpose", [
    z.object({
      ...common(),
      purpose: z.literal("register"),
      subject: z.string(),
      because: Because,
      recovery: z.optional(z.string()),
    }),
    z.object({ ...common(), purpose: z.literal("sign-in") }),
    z.object({ ...common(), purpose: z.literal("step-up"), subject: z.string(), session: z.string() }),
  ]),
);
/** What the page with a challenge carries: for whom and for what it is, so that it cannot be answered for anything else. */
export type Ceremony = z.infer<typeof Ceremony>;
export type CeremonyFor<Purpose extends Ceremony["purpose"]> = Extract<Ceremony, { purpose: Purpose }>;

type Asked = Ceremony extends infer One ? (One extends Ceremony ? Omit<One, "challenge" | "expiresAt"> : never) : never;

const purpose = "passkey";

/** A new challenge (32 random bytes) and the handle for the form that answers it. */
export async function beginCeremony({ keys, now }: Desk, asked: Asked) {
  const challenge = randomToken(32);
  const ceremony = { ...asked, challenge, expiresAt: now + ceremonyLasts };
  return { challenge, handle: await sealForm(purpose, ceremony, keys.secrets) };
}

/** The ceremony of a handle, if it is for this purpose and not over. */
export async function openCeremony<Purpose extends Ceremony["purpose"]>(
  { keys, now }: Desk,
  wanted: Purpose,
  handle: string,
): Promise<CeremonyFor<Purpose> | undefined> {
  const ceremony = await openForm(purpose, Ceremony, handle, keys.secrets);
  const isFor = (one: Ceremony): one is CeremonyFor<Purpose> => one.purpose === wanted;
  return ceremony && isFor(ceremony) && ceremony.expiresAt > now ? ceremony : undefined;
}
