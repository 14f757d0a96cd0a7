import { authenticate } from "@ven/identity";
import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-classrooms/exchange";

import type { Env } from "../../../door/env";
import { doorPages } from "../door-pages";
import { doors } from "../doors";
import { findPages } from "../find-pages";
import { floorPages } from "../floor-pages";
import { halls } from "../halls";
import { posterPages } from "../poster-pages";

/** What hangs on walls, and where rooms are found. A door says what is on to everybody; what one does at it asks who it is. */
export const doorRoutes = createApp<Env>({ service: "classrooms", errorPage })
  .route("/", doors)
  .route("/", halls)
  .use(authenticate({ service: "classrooms" }))
  .route("/", doorPages)
  .route("/", posterPages)
  .route("/", floorPages)
  .route("/", findPages);
