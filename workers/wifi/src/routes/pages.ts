import { describe, html } from "@ven/kit";
import { portalWords, sayPage, venuePage } from "@ven/web-wifi";

import { deskOf, frameOf, notFound } from "./portal-desk";
import { router } from "./router";

const page = { 200: "the page" };

/** What needs no gateway and no person. */
export const pages = router()
  .get("/", describe({ summary: "Free Wi-Fi of the city", returns: page }), (c) => {
    const t = portalWords(c.var.lang);
    return html(c, venuePage({ ...frameOf(c, "/"), title: t.brand }));
  })
  .get("/terms", describe({ summary: "Terms of use", returns: page }), (c) => {
    const t = portalWords(c.var.lang);
    return html(c, sayPage({ ...frameOf(c, "/terms"), title: t.terms, text: t.myDataHint }));
  })
  .get(
    "/venue/:group",
    describe({ summary: "City services, before the login and after the quota", returns: page }),
    async (c) => {
      const found = await deskOf(c).places.group(c.req.param("group"), c.var.now);
      if (!found) return notFound();
      const t = portalWords(c.var.lang);
      return html(c, venuePage({ ...frameOf(c, `/venue/${found.id}`), title: `${t.venue} – ${found.name}` }));
    },
  );
