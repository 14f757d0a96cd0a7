import { authenticate } from "@ven/identity";
import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-ask/office";

import type { Env } from "../../../desk/env";
import { deskApi } from "./api";
import { deskPages } from "./pages";
import { deskSetup } from "./setup";

/** People who answer. */
export const deskRoutes = createApp<Env>({ service: "ask", errorPage })
  .use(authenticate({ service: "ask" }))
  .route("/", deskApi)
  .route("/", deskSetup)
  .route("/", deskPages);
