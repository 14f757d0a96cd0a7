import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-ask";

import type { Env } from "../env";
import { questions } from "./questions";
import { threads } from "./threads";
import { topics } from "./topics";
import { touristPages } from "./tourist-pages";

/** What anybody may ask. */
export const routes = createApp<Env>({ service: "ask", errorPage })
  .route("/", questions)
  .route("/", touristPages)
  .route("/", threads)
  .route("/", topics);
