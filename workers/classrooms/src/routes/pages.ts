import { html } from "@ven/kit";
import { landingPage } from "@ven/web-classrooms";

import { cityOf, router } from "./router";

export const pages = router().get("/", (c) =>
  html(c, landingPage({ lang: c.var.lang, city: cityOf(c.env), selfOrigin: c.env.SELF_ORIGIN, here: "/" })),
);
