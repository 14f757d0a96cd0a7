import type { Principal } from "@ven/identity";
import { Problem, uuidv7 } from "@ven/kit";

import type { Desk } from "../desk";
import { noticeTo } from "../notify";
import { requireIn, requireStepUp } from "./authority";
import { addBrokenGlass, administratorsOf, closeBrokenGlass, openGlassOf } from "./break-glass-repository";

/** So long an organisation stays open, ms. */
export const glassLasts = 15 * 60_000;

/**
 * A province administrator becomes the administrator of one organisation for 15 minutes and one session, and says why.
 * Its administrators are told at once and can read it in their audit.
 */
export async function breakGlass(
  desk: Desk,
  principal: Principal,
  { organisation, reason }: { organisation: string; reason: string },
) {
  const { db, now, requestId } = desk;
  const authority = await requireIn(desk, principal, "identity.break-glass", organisation);
  requireStepUp(principal, now, `/organisations/${organisation}/break-glass`);
  if (reason.trim().length < 10) throw new Problem("reason-needed");
  const id = uuidv7(now);
  const endsAt = now + glassLasts;
  const { subject, session } = principal;
  const messages = await newsFor(desk, await administratorsOf(db, organisation, now), organisation);
  const opening = { id, organisation, subject, session, reason: reason.trim(), now, endsAt };
  const happening = {
    at: now,
    actor: subject,
    action: "glass-broken",
    object: id,
    organisation: authority.organisation,
    detail: { reason: reason.trim(), endsAt },
    requestId,
  };
  if (!(await addBrokenGlass(db, opening, messages, happening))) throw new Problem("conflict");
  return { id, endsAt };
}

/** One message for each administrator, to the first contact that opens. No name and no reason: those stay in the house. */
async function newsFor(desk: Desk, subjects: readonly string[], organisation: string) {
  const text = `Ven: quan tri vien cua tinh vua mo ${organisation} trong 15 phut. The province opened ${organisation} for 15 minutes: ${desk.issuer}/organisations/${organisation}`;
  const news = await Promise.all(subjects.map((subject) => noticeTo(desk, subject, text)));
  return news.filter((message) => message !== undefined);
}

/** Gives the organisation back before the 15 minutes are over. */
export async function closeGlass({ db, now, requestId }: Desk, principal: Principal) {
  if (!principal.signedIn) throw new Problem("not-signed-in");
  const { session, subject } = principal;
  const open = await openGlassOf(db, session, now);
  if (!open || open.subject !== subject) throw new Problem("not-found");
  const { organisation, id } = open;
  const happening = { at: now, actor: subject, action: "glass-closed", object: id, organisation, requestId };
  await closeBrokenGlass(db, { session, subject, now }, happening);
  return organisation;
}
