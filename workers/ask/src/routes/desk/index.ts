import { authenticate } from "@ven/identity";
import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-ask/office";

import type { Env } from "../../../desk/env";
import { desk } from "./desk";

/** People who answer. */
export const deskRoutes = createApp<Env>({ service: "ask", errorPage })
  .use(authenticate({ service: "ask" }))
  .route("/", desk);
