import type { MiddlewareHandler } from "hono";

import { sendsNothing } from "../delivery/configuration";
import { pump } from "../delivery/pump";
import { officeOf } from "../office";
import type { AppEnv } from "./router";

/** After a form was answered, what it put into the outbox is handed over. Nobody waits for it. */
export const deliverAfterwards: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  if (c.req.method !== "POST" || c.res.status >= 400) return;
  const office = officeOf(c.env);
  if (!sendsNothing(office.routes)) c.executionCtx.waitUntil(pump(c.var.desk, office));
};
