import { authenticate, relyingParty } from "@ven/identity";
import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-ask";

import type { Env } from "../env";
import { knowledge } from "./knowledge";
import { pages } from "./pages";
import { questions } from "./questions";

/** The whole service. Who is asking matters only from `authenticate` on. */
export const routes = createApp<Env>({ service: "ask", errorPage, maxBody: 8 * 1024 * 1024 })
  .route("/", questions)
  .route("/", pages)
  .use(authenticate({ service: "ask" }))
  .route("/", relyingParty({ service: "ask" }))
  .route("/", knowledge);
