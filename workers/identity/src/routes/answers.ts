import type { Grant } from "@ven/contracts/identity";
import { lazily } from "@ven/contracts/lazily";
import { cookieJar } from "@ven/identity/cookies";
import { html, type Page } from "@ven/kit";
import type { Context } from "hono";
import * as z from "zod/mini";

import { ownAudience } from "../begin-session";
import { clientOrigins } from "../clients";
import { deviceOf } from "../device";
import { openForm, sealForm } from "../sealed-form";
import type { AppEnv } from "./router";

export type Ctx = Context<AppEnv>;
type Status = 200 | 400 | 403 | 429 | 503;

/** Where people go when nothing was asked for. */
export const ownPage = "/account";

/**
 * A page whose form may lead back to a service: browsers hold the redirects after a form to `form-action` as well. Such
 * a page is somebody's own, so nobody keeps it.
 */
export function formPage(c: Ctx, page: Page, status: Status = 200) {
  c.header("cache-control", "no-store");
  const answer = html(c, page, status);
  const policy = answer.headers.get("content-security-policy") ?? "";
  const origins = clientOrigins(c.env.CLIENTS).join(" ");
  answer.headers.set("content-security-policy", policy.replace("form-action 'self'", `form-action 'self' ${origins}`));
  return answer;
}

/** The cookies of identity's own host. */
export const jarOf = (c: Ctx) => cookieJar(c, ownAudience, c.env.SELF_ORIGIN);

/** Signs the browser in, or on, and sends it to where it was going. */
export function enter(c: Ctx, grant: Grant, next: string) {
  jarOf(c).writeGrant(grant, c.var.now);
  c.header("cache-control", "no-store");
  return c.redirect(next, 303);
}

/** What this browser brings to a sign-in. */
export const browserOf = (c: Ctx) => ({
  device: deviceOf(c.req.header("user-agent")),
  replaces: c.var.principal.signedIn ? c.var.principal.session : undefined,
});

const SharedDesk = lazily(() => z.object({ since: z.int() }));
const sharedDeskCookie = "desk";
const sharedDeskLasts = 180 * 86_400;

/** Whether somebody said that this is a shared computer. */
export async function isSharedDesk(c: Ctx) {
  const cookie = jarOf(c).read(sharedDeskCookie);
  return (await openForm("shared-desk", SharedDesk, cookie, c.var.desk.keys.secrets)) !== undefined;
}

export async function setSharedDesk(c: Ctx, isShared: boolean) {
  const jar = jarOf(c);
  if (!isShared) return jar.drop(sharedDeskCookie);
  const sealed = await sealForm("shared-desk", { since: c.var.now }, c.var.desk.keys.secrets);
  jar.write(sharedDeskCookie, sealed, sharedDeskLasts);
}
