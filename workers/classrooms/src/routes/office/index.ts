import { authenticate } from "@ven/identity";
import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-classrooms/exchange";

import type { Env } from "../../../office/env";
import { management } from "../management";
import { managerPages } from "../manager-pages";
import { seriesPages } from "../series-pages";
import { closurePages } from "./closures";
import { examPages } from "./exams";

/** What managers and owners of series decide, as pages and as API. */
export const officeRoutes = createApp<Env>({ service: "classrooms", errorPage })
  .use(authenticate({ service: "classrooms" }))
  .route("/", management)
  .route("/", managerPages)
  .route("/", closurePages)
  .route("/", examPages)
  .route("/", seriesPages);
