import { authenticate, relyingParty } from "@ven/identity";
import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-classrooms";

import type { Env } from "../env";
import { bookingPages } from "./booking-pages";
import { bookings } from "./bookings";
import { pages } from "./pages";
import { schools } from "./schools";
import { teacherPages } from "./teacher-pages";

/** What teachers use, and the way in. Who is asking matters only from `authenticate` on. */
export const routes = createApp<Env>({ service: "classrooms", errorPage })
  .route("/", pages)
  .use(authenticate({ service: "classrooms" }))
  .route("/", relyingParty({ service: "classrooms" }))
  .route("/", schools)
  .route("/", bookings)
  .route("/", teacherPages)
  .route("/", bookingPages);
