import { lazily } from "@ven/contracts/lazily";
import { safeReturnTo } from "@ven/identity";
import { describe, Problem, validate } from "@ven/kit";
import type { StepUpPage } from "@ven/web-identity";
import * as z from "zod/mini";

import { contactsOf } from "../account";
import { maskContact } from "../contact";
import { beginStepUp } from "../passkeys/begin";
import { type Ctx, ownPage } from "./answers";
import { router } from "./router";
import { send } from "./send";

/** How this person can prove to be there: staff with a passkey, citizens at VNeID, guests with a code. */
export async function wayToStepUp(c: Ctx, next: string): Promise<StepUpPage["by"]> {
  const { desk, principal } = c.var;
  const { subject, session, kind } = principal;
  if (kind === "staff") {
    const begun = await beginStepUp(desk, { subject, session, next });
    return begun ? { way: "passkey", ...begun } : { way: "none" };
  }
  if (kind === "citizen") return { way: "vneid" };
  const [contact] = await contactsOf(desk, subject);
  return contact ? { way: "code", sentTo: maskContact(contact) } : { way: "none" };
}

const Continue = lazily(() => z.object({ continue: z.optional(z.string().check(z.maxLength(2000))) }));

export const steppingUp = router().post(
  "/step-up/code",
  describe({ summary: "Send a guest a code to prove to be there", returns: { 303: "to the code page" } }),
  validate("form", Continue),
  async (c) => {
    const { desk, principal } = c.var;
    if (principal.kind !== "guest") throw new Problem("not-signed-in");
    const [contact] = await contactsOf(desk, principal.subject);
    if (!contact) throw new Problem("not-found");
    const sent = await send(c, contact, safeReturnTo(c.req.valid("form").continue, ownPage));
    if (sent.ok) return c.redirect(`/sign-in/code?c=${sent.challenge}`, 303);
    throw new Problem("too-many-requests", undefined, { retryAfter: sent.retryAfter });
  },
);
