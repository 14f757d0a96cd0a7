import { authenticate } from "@ven/identity";
import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-ask/desk";

import type { Env } from "../../../desk/env";
import { deskApi } from "./api";
import { deskPages } from "./pages";
import { reports } from "./report";
import { deskSetup } from "./setup";

/** People who answer, and the figures of what is asked. */
export const deskRoutes = createApp<Env>({ service: "ask", errorPage })
  .use(authenticate({ service: "ask" }))
  .route("/", reports)
  .route("/", deskApi)
  .route("/", deskSetup)
  .route("/", deskPages);
