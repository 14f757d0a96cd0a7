import { lazily } from "@ven/contracts/lazily";
import { describe, html, Problem, validate } from "@ven/kit";
import { breakGlassPage } from "@ven/web-identity/organisations/index";
import * as z from "zod/mini";

import { breakGlass, closeGlass } from "../organisations/break-glass";
import { readOrganisation } from "../organisations/people-repository";
import { renewGrant } from "./renew-grant";
import { router } from "./router";
import { authorityOf, ById, staffFrameOf, staffOnly, type StaffCtx } from "./staff";

const Reason = lazily(() => z.object({ reason: z.string().check(z.maxLength(500)) }));

/** One organisation in an emergency, for 15 minutes. */
export const glass = router()
  .use("/break-glass/*", staffOnly)
  .get(
    "/organisations/:organisation/break-glass",
    describe({ summary: "Open an organisation in an emergency", returns: { 200: "the page" } }),
    validate("param", ById),
    async (c) => showGlassPage(c, c.req.valid("param").organisation, undefined),
  )
  .post(
    "/organisations/:organisation/break-glass",
    describe({ summary: "Open one organisation for 15 minutes", returns: { 303: "to the organisation" } }),
    validate("param", ById),
    validate("form", Reason),
    async (c) => {
      const { organisation } = c.req.valid("param");
      const { reason } = c.req.valid("form");
      await authorityOf(c, "identity.break-glass", organisation);
      if (reason.trim().length < 10) return showGlassPage(c, organisation, reason);
      await breakGlass(c.var.desk, c.var.principal, { organisation, reason });
      // The token in this browser was made before the glass was broken.
      await renewGrant(c);
      return c.redirect(`/organisations/${organisation}`, 303);
    },
  )
  .post(
    "/break-glass/close",
    describe({ summary: "Give the organisation back before its time", returns: { 303: "to the organisations" } }),
    async (c) => {
      await closeGlass(c.var.desk, c.var.principal);
      await renewGrant(c);
      return c.redirect("/organisations", 303);
    },
  );

async function showGlassPage(c: StaffCtx, organisation: string, typed: string | undefined) {
  await authorityOf(c, "identity.break-glass", organisation);
  const house = await readOrganisation(c.var.desk.db, organisation, c.var.now);
  if (!house) throw new Problem("not-found");
  const frame = await staffFrameOf(c, `/organisations/${organisation}/break-glass`);
  return html(
    c,
    breakGlassPage({ ...frame, organisation: house.self, ...(typed !== undefined && { typed }) }),
    typed === undefined ? 200 : 400,
  );
}
