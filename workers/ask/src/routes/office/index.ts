import { authenticate, requirePermission } from "@ven/identity";
import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-ask/office";

import type { Env } from "../../../office/env";
import { entries } from "./entries";
import { entryForm } from "./entry-form";
import { exchange } from "./exchange";
import { knowledge } from "./knowledge";
import { lexicon } from "./lexicon";

/** Who writes entries and words. */
export const officeRoutes = createApp<Env>({ service: "ask", errorPage, maxBody: 8 * 1024 * 1024 })
  .use(authenticate({ service: "ask" }))
  .use("/office/:page{(entries|entry|topic|stale|stale.csv|missing.csv)}/*", requirePermission("ask.edit"))
  .route("/", knowledge)
  .route("/", entries)
  .route("/", entryForm)
  .route("/", exchange)
  .route("/", lexicon);
