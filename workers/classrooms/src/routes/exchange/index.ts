import { authenticate } from "@ven/identity";
import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-classrooms/exchange";

import type { Env } from "../../../exchange/env";
import { exports } from "./exports";
import { feedAddresses, feeds } from "./feeds";
import { hooks } from "./hooks";
import { imports } from "./imports";
import { exchangePages } from "./pages";

/** The largest file that is taken: a OneRoster package or a timetable with pictures in it. */
const maxFile = 8 * 1024 * 1024;

/** Imports, exports, feeds and deliveries. Feeds open by their address; everything else asks who it is. */
export const exchangeRoutes = createApp<Env>({ service: "classrooms", errorPage, maxBody: maxFile + 64 * 1024 })
  .route("/", feeds)
  .use(authenticate({ service: "classrooms" }))
  .route("/", imports)
  .route("/", exports)
  .route("/", feedAddresses)
  .route("/", hooks)
  .route("/", exchangePages);
