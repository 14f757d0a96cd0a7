import { authenticate } from "@ven/identity";
import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-classrooms/exchange";

import type { Env } from "../../../office/env";
import { managerPages } from "../manager-pages";
import { posterPages } from "../poster-pages";

/** What only the office asks for: the managers' pages and the doors' posters. */
export const officeRoutes = createApp<Env>({ service: "classrooms", errorPage })
  .use(authenticate({ service: "classrooms" }))
  .route("/", managerPages)
  .route("/", posterPages);
