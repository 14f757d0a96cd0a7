import { authenticate, relyingParty } from "@ven/identity";
import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-ask";

import type { Env } from "../env";
import { questions } from "./questions";
import { threads } from "./threads";
import { topics } from "./topics";
import { touristPages } from "./tourist-pages";

/** What anybody may ask, and the way to sign in for staff. */
export const routes = createApp<Env>({ service: "ask", errorPage })
  .route("/", questions)
  .route("/", touristPages)
  .route("/", threads)
  .route("/", topics)
  .use(authenticate({ service: "ask" }))
  .route("/", relyingParty({ service: "ask" }));
