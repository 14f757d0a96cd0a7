import { createApp, html } from "@ven/kit";

import type { Env } from "./env";
import { homePage } from "./home";
import { noticePage } from "./notices";
import { refusalPage } from "./refusal";

/** What the front door serves on its own host. */
export const createFrontDoor = () =>
  createApp<Env>({ service: "front-door", errorPage: (refusal, c) => refusalPage(refusal, c.env, c.var.lang) })
    .get("/", (c) => html(c, homePage(c.env, c.var.lang)))
    .get("/privacy", (c) => html(c, noticePage("privacy", c.env, c.var.lang)))
    .get("/accessibility", (c) => html(c, noticePage("accessibility", c.env, c.var.lang)))
    .get("/favicon.svg", (c) => c.env.ASSETS.fetch(c.req.raw))
    .get("/assets/*", (c) => c.env.ASSETS.fetch(c.req.raw));
