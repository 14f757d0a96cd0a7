import { authenticateWith } from "@ven/identity";
import { clock, createApp } from "@ven/kit";
import { errorPage } from "@ven/web-identity";
import type { MiddlewareHandler } from "hono";

import { ownAudience } from "../begin-session";
import { deskOf } from "../desk";
import type { Env } from "../env";
import { serve } from "../service";
import { account } from "./account";
import { apiKeys } from "./api-keys";
import { audit } from "./audit";
import { authorization } from "./authorize";
import { glass } from "./break-glass";
import { dataProtection } from "./data-protection";
import { deliverAfterwards } from "./deliver-afterwards";
import { invitations } from "./invitations";
import { operator } from "./operator";
import { organisations } from "./organisations";
import { passkeys } from "./passkeys";
import { privacy } from "./privacy";
import { recovering } from "./recovery";
import { reports } from "./reports";
import { type AppEnv, frameOf } from "./router";
import { signingIn } from "./sign-in";
import { steppingUp } from "./step-up";
import { vneid } from "./vneid";
import { wellKnown } from "./well-known";

/** Nothing is answered without good keys: not even a page. */
const withDesk: MiddlewareHandler<AppEnv> = async (c, next) => {
  c.set("desk", await deskOf(c.env, { now: c.var.now, requestId: c.var.requestId }));
  return next();
};

/** Identity knows its own people as every service does, only without a binding in between. */
const authenticate = authenticateWith<Env>({
  service: ownAudience,
  identity: (env) => serve(ownAudience, () => deskOf(env, { now: clock.now(), requestId: null })),
});

/** The whole service, but for what other workers ask over RPC. */
export const routes = createApp<Env>({
  service: "identity",
  errorPage: (refusal, c) => errorPage(refusal, frameOf(c)),
})
  .use(withDesk, deliverAfterwards)
  .route("/", wellKnown)
  .route("/", reports)
  .route("/", operator)
  .use(authenticate)
  .route("/", authorization)
  .route("/", signingIn)
  .route("/", passkeys)
  .route("/", steppingUp)
  .route("/", vneid)
  .route("/", recovering)
  .route("/", account)
  .route("/", invitations)
  .route("/", organisations)
  .route("/", apiKeys)
  .route("/", glass)
  .route("/", audit)
  .route("/", dataProtection)
  .route("/", privacy);
