import { authenticate } from "@ven/identity";
import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-ask/office";

import type { Env } from "../../../office/env";
import { entries } from "./entries";
import { knowledge } from "./knowledge";

/** Who writes entries, and looks at what is asked. */
export const officeRoutes = createApp<Env>({ service: "ask", errorPage, maxBody: 8 * 1024 * 1024 })
  .use(authenticate({ service: "ask" }))
  .route("/", knowledge)
  .route("/", entries);
