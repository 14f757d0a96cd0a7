import type { MiddlewareHandler } from "hono";

import { readAccounts, readRoutes, sendsNothing } from "../delivery/configuration";
import { type Office, pump } from "../delivery/pump";
import type { Env } from "../env";
import type { AppEnv } from "./router";

/** What messages are sent with. Throws when the configuration cannot be read. */
export const officeOf = ({ DELIVERY, PROVIDERS, EMAIL, SELF_ORIGIN }: Env): Office => ({
  routes: readRoutes(DELIVERY),
  accounts: readAccounts(PROVIDERS),
  mail: EMAIL,
  selfOrigin: SELF_ORIGIN,
});

/** After a form was answered, what it put into the outbox is handed over. Nobody waits for it. */
export const deliverAfterwards: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  if (c.req.method !== "POST" || c.res.status >= 400) return;
  const office = officeOf(c.env);
  if (!sendsNothing(office.routes)) c.executionCtx.waitUntil(pump(c.var.desk, office));
};
