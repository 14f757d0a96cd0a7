import { clientAddress, describe, html } from "@ven/kit";
import type { Variables } from "@ven/kit";
import { probePage } from "@ven/web-wifi/office";
import { Hono } from "hono";

import type { Env } from "../../../office/env";
import { checkRepository } from "../../check-repository";
import { placeRepository } from "../../place-repository";
import { readLink, ringOf } from "../../seals";
import { isTested } from "../../self-test";
import { cityOf } from "../router";

/** A phone that has joined a Wi-Fi and is not online shows by opening this that the walled garden is open. */
export const probe = new Hono<{ Bindings: Env; Variables: Variables }>().get(
  "/probe/:link",
  describe({ summary: "Probe of a walled garden, while an operator tries a gateway", returns: { 200: "the page" } }),
  async (c) => {
    const { env } = c;
    const { lang, now } = c.var;
    const gateway = await readLink(ringOf(env.WIFI_KEY), "probe", c.req.param("link"));
    const place = gateway === undefined ? undefined : await placeRepository(env.DB).byGateway(gateway, now);
    const open = place !== undefined && isTested(place, now);
    if (open) {
      // An address of the site itself proves more than an operator at a desk who tries the link.
      const address = clientAddress(c);
      const known = place.site.egress.length > 0;
      const fromSite = address !== undefined && place.site.egress.includes(address);
      await checkRepository(env.DB).note(
        place.gateway.id,
        [{ step: "walled-garden", passed: !known || fromSite, ...(known && !fromSite && { detail: "egress" }) }],
        now,
      );
    }
    c.header("cache-control", "no-store");
    return html(c, probePage({ lang, city: cityOf(env), selfOrigin: env.SELF_ORIGIN, open }), open ? 200 : 404);
  },
);
