import { authenticate, relyingParty } from "@ven/identity";
import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-queue";

import type { Env } from "../env";
import { counters } from "./counters";
import { facilities } from "./facilities";
import { patientPages } from "./patient-pages";
import { staffPages } from "./staff-pages";
import { supervision } from "./supervision";
import { tickets } from "./tickets";

/** The whole service. Patients are nobody in particular; who is asking matters only from `authenticate` on. */
export const routes = createApp<Env>({ service: "queue", errorPage })
  .route("/", facilities)
  .route("/", tickets)
  .route("/", patientPages)
  .use(authenticate({ service: "queue" }))
  .route("/", relyingParty({ service: "queue" }))
  .route("/", counters)
  .route("/", supervision)
  .route("/", staffPages);
