import { authenticate } from "@ven/identity";
import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-wifi/office";

import type { Env } from "../../../office/env";
import { checks } from "./checks";
import { gateways } from "./gateways";
import { hotspots } from "./hotspots";
import { probe } from "./probe";

/** What operators do. Everybody may open the probe page; who is asking matters from `authenticate` on. */
export const officeRoutes = createApp<Env>({ service: "wifi", errorPage })
  .route("/", probe)
  .use(authenticate({ service: "wifi" }))
  .route("/", hotspots)
  .route("/", checks)
  .route("/", gateways);
