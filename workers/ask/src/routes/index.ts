import { authenticate, relyingParty } from "@ven/identity";
import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-ask";

import type { Env } from "../env";
import { desk } from "./desk";
import { knowledge } from "./knowledge";
import { questions } from "./questions";
import { topics } from "./topics";
import { touristPages } from "./tourist-pages";

/** The whole service. Who is asking matters only from `authenticate` on. */
export const routes = createApp<Env>({ service: "ask", errorPage, maxBody: 8 * 1024 * 1024 })
  .route("/", questions)
  .route("/", touristPages)
  .route("/", topics)
  .use(authenticate({ service: "ask" }))
  .route("/", relyingParty({ service: "ask" }))
  .route("/", knowledge)
  .route("/", desk);
