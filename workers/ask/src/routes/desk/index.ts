import { authenticate, relyingParty } from "@ven/identity";
import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-ask/desk";

import type { Env } from "../../../desk/env";
import { deskApi } from "./api";
import { deskPages } from "./pages";
import { reports } from "./report";
import { deskSetup } from "./setup";

/** People who answer, the figures of what is asked, and the way to sign in for all staff. */
export const deskRoutes = createApp<Env>({ service: "ask", errorPage })
  .use(authenticate({ service: "ask" }))
  .route("/", reports)
  .route("/", deskApi)
  .route("/", deskSetup)
  .route("/", deskPages)
  .route("/", relyingParty({ service: "ask" }));
