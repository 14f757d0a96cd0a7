import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-wifi/radius";

import type { Env } from "../../../radius/env";
import { securePages } from "./secure";
import { radius } from "./server";

/** What gateways' RADIUS servers ask, and the secure network that is offered to whoever is online. */
export const radiusRoutes = createApp<Env>({ service: "wifi", errorPage })
  // Guests are promised that nothing is kept in their browser.
  .use(async (c, next) => {
    await next();
    c.res.headers.delete("set-cookie");
  })
  .route("/", radius)
  .route("/", securePages);
