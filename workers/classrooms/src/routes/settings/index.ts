import { authenticate } from "@ven/identity";
import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-classrooms/exchange";

import type { Env } from "../../../settings/env";
import { quotas } from "../quotas";
import { bellPages } from "./bells";
import { boardPages } from "./boards";
import { peoplePages } from "./people";
import { rulePages } from "./rules";
import { thingPages } from "./things";

/** What a school sets up now and then. */
export const settingsRoutes = createApp<Env>({ service: "classrooms", errorPage })
  .use(authenticate({ service: "classrooms" }))
  .route("/", rulePages)
  .route("/", bellPages)
  .route("/", thingPages)
  .route("/", peoplePages)
  .route("/", boardPages)
  .route("/", quotas);
