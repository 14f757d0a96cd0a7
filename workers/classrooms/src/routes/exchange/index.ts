import { authenticate } from "@ven/identity";
import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-classrooms/exchange";

import type { Env } from "../../../exchange/env";
import { imports } from "./imports";
import { exchangePages } from "./pages";

/** The largest file that is taken: a OneRoster package or a timetable with pictures in it. */
const maxFile = 8 * 1024 * 1024;

/** Files that come in. */
export const exchangeRoutes = createApp<Env>({ service: "classrooms", errorPage, maxBody: maxFile + 64 * 1024 })
  .use(authenticate({ service: "classrooms" }))
  .route("/", imports)
  .route("/", exchangePages);
