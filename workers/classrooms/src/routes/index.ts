import { authenticate, relyingParty } from "@ven/identity";
import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-classrooms";

import type { Env } from "../env";
import { bookingPages } from "./booking-pages";
import { bookings } from "./bookings";
import { doorPages } from "./door-pages";
import { doors } from "./doors";
import { management } from "./management";
import { pages } from "./pages";
import { schools } from "./schools";
import { teacherPages } from "./teacher-pages";

/** The whole service. Who is asking matters only from `authenticate` on. */
export const routes = createApp<Env>({ service: "classrooms", errorPage })
  .route("/", pages)
  .route("/", doors)
  .use(authenticate({ service: "classrooms" }))
  .route("/", relyingParty({ service: "classrooms" }))
  .route("/", schools)
  .route("/", bookings)
  .route("/", management)
  .route("/", teacherPages)
  .route("/", bookingPages)
  .route("/", doorPages);
