import { authenticate, relyingParty } from "@ven/identity";
import { createApp } from "@ven/kit";
import { errorPage } from "@ven/web-wifi";

import type { Env } from "../env";
import { account } from "./account";
import { arriving } from "./arrive";
import { capport } from "./capport";
import { pages } from "./pages";
import { writeLate } from "./portal-desk";
import { statusPages } from "./status";
import { waysIn } from "./ways";

/** What phones and gateways ask. Guests are nobody in particular; who is asking matters only from `authenticate` on. */
export const routes = createApp<Env>({ service: "wifi", errorPage })
  // A phone's mini browser keeps nothing, and guests are promised that there is nothing to keep.
  .use(async (c, next) => {
    await next();
    if (/^\/(p|s|r|guest|enter|code|voucher|provisional|venue|terms)(\/|$)/.test(c.req.path))
      c.res.headers.delete("set-cookie");
    await writeLate(c);
  })
  .route("/", pages)
  .route("/", arriving)
  .route("/", waysIn)
  .route("/", statusPages)
  .route("/", capport)
  .use(authenticate({ service: "wifi" }))
  .route("/", relyingParty({ service: "wifi" }))
  .route("/", account);
