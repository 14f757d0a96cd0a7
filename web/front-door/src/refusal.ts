import type { Variables } from "@ven/kit";
import { clock, html, loadOwnFiles, log, type ProblemCode, type Refusal, statusOf, titleOf, uuidv7 } from "@ven/kit";
import { languageOf } from "@ven/kit/i18n";
import { securityHeaders } from "@ven/kit/security";
import { errorPage } from "@ven/ui";
import { Hono } from "hono";

import assets from "../../dist/front-door.json";
import { brandOf, cityOf } from "./city";
import type { Env } from "./env";
import { originOf } from "./hosts";

/** The front door's error page; links lead to its own host, since the page may stand on another's. */
export function refusalPage(refusal: Refusal, env: Env, lang: Variables["lang"]) {
  const city = cityOf(env);
  const home = originOf("front-door", env.SELF_ORIGIN);
  return errorPage({ refusal, lang, assets, city, brand: { ...brandOf(city, lang), href: `${home}/` }, home });
}

/** Answers every method and path with one refusal: for hosts that nobody serves and services that are away. */
function refusing(code: ProblemCode, retryAfter?: number) {
  const app = new Hono<{ Bindings: Env; Variables: Variables }>();
  app.use(securityHeaders);
  app.all("*", async (c) => {
    const requestId = uuidv7(clock.now());
    const lang = languageOf(c);
    const page = Boolean(c.req.header("accept")?.includes("text/html")) && !c.req.path.startsWith("/api/");
    await loadOwnFiles(c.env, { lang, styles: page });
    const status = statusOf(code);
    const title = titleOf(code, lang);
    log("warn", "refused", { service: "front-door", requestId, code });
    c.header("x-request-id", requestId);
    c.header("cache-control", "no-store");
    if (retryAfter !== undefined) c.header("retry-after", String(retryAfter));
    if (page) return html(c, refusalPage({ code, status, title, detail: undefined, requestId }, c.env, lang), status);
    return c.json({ type: `/problems/${code}`, title, status, instance: c.req.path, code, requestId }, status, {
      "content-type": "application/problem+json",
    });
  });
  return app;
}

export const nobodyHere = refusing("not-found");
export const serviceAway = refusing("unavailable", 5);
