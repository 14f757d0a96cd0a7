import { authenticate } from "@ven/identity";
import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-classrooms/exchange";

import type { Env } from "../../../exchange/env";
import { exports } from "./exports";
import { feedAddresses, feeds } from "./feeds";
import { hooks } from "./hooks";
import { recordPages } from "./pages";

/** What goes out: registers, reports, lists, calendars, deliveries. Feeds open by their address; all else asks who it is. */
export const recordRoutes = createApp<Env>({ service: "classrooms", errorPage })
  .route("/", feeds)
  .use(authenticate({ service: "classrooms" }))
  .route("/", exports)
  .route("/", feedAddresses)
  .route("/", hooks)
  .route("/", recordPages);
