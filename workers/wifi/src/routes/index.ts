import { authenticate, relyingParty } from "@ven/identity";
import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-wifi";

import type { Env } from "../env";
import { pages } from "./pages";

/** The whole service. Who is asking matters only from `authenticate` on. */
export const routes = createApp<Env>({ service: "wifi", errorPage })
  .route("/", pages)
  .use(authenticate({ service: "wifi" }))
  .route("/", relyingParty({ service: "wifi" }));
