import { authenticate } from "@ven/identity";
import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-classrooms/exchange";

import type { Env } from "../../../door/env";
import { doorPages } from "../door-pages";
import { doors } from "../doors";
import { posterPages } from "../poster-pages";

/** What hangs on walls. A door says what is on to everybody; what one does at it asks who it is. */
export const doorRoutes = createApp<Env>({ service: "classrooms", errorPage })
  .route("/", doors)
  .use(authenticate({ service: "classrooms" }))
  .route("/", doorPages)
  .route("/", posterPages);
