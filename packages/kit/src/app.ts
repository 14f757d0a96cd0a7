import { Hono } from "hono";
import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { setCookie } from "hono/cookie";
import { HTTPException } from "hono/http-exception";
import { matchedRoutes } from "hono/route";

import { uuidv7 } from "./bytes";
import { clock } from "./clock";
import type { BaseEnv, Variables } from "./environment";
import { health } from "./health";
import { html, type Page } from "./html";
import { languageOf } from "./i18n";
import { causeOf, log } from "./log";
import { loadOwnFiles } from "./own-files";
import { problem, Problem, statusOf, titleOf } from "./problem";
import { failureOf } from "./retry";
import { refuseCrossSite, securityHeaders, setHeaders } from "./security";

/** What an error page is made from: the same facts as the problem document. */
export interface Refusal {
  code: Problem["code"];
  status: Problem["status"];
  title: string;
  detail: string | undefined;
  requestId: string;
  /** Where the person proves to be there, when that is what is missing. */
  stepUp?: string;
}

export interface AppOptions<Bindings extends BaseEnv> {
  /** Name of the service: `queue`. Also the owner of its migrations. */
  service: string;
  /** The page that a browser gets instead of a problem document; never asked for under `/api/`. */
  errorPage?: (refusal: Refusal, c: Context<{ Bindings: Bindings; Variables: Variables }>) => Page;
  /** Largest request body in bytes; 64 KiB unless a service needs more. */
  maxBody?: number;
}

/** A service app with the house's middleware. One per worker; sub-routes are plain Hono. */
export function createApp<Bindings extends BaseEnv>(options: AppOptions<Bindings>) {
  const app = new Hono<{ Bindings: Bindings; Variables: Variables }>();
  const maxSize = options.maxBody ?? 64 * 1024;
  app.use(observe(options.service), securityHeaders, refuseCrossSite);
  app.use(bodyLimit({ maxSize, onError: () => problem("too-large", undefined, { errors: [tooLong(maxSize)] }) }));
  app.get("/healthz", async (c) => c.json(await health(options.service, c.env), 200, { "cache-control": "no-store" }));
  app.notFound((c) => respond(c, new Problem("not-found"), options));
  app.onError((err, c) => respond(c, asProblem(err), options));
  return app;
}

const tooLong = (bytes: number) => ({
  pointer: "",
  detail: `is longer than ${bytes} bytes, which is the most for one request; send it in several`,
});

/** Gives the request its id, its instant and its language, and writes one line when it is answered. */
function observe(service: string): MiddlewareHandler<{ Bindings: BaseEnv; Variables: Variables }> {
  return async (c, next) => {
    const started = clock.now();
    const requestId = uuidv7(started);
    const lang = languageOf(c);
    c.set("requestId", requestId);
    c.set("now", started);
    c.set("lang", lang);
    if (c.req.query("lang") === lang) setCookie(c, "lang", lang, { path: "/", maxAge: 31_536_000, sameSite: "Lax" });
    await loadOwnFiles(c.env, { lang, styles: !c.req.path.startsWith("/api/") });
    await next();
    if (!c.res.webSocket) setHeaders(c, [["x-request-id", requestId]]);
    log("info", "request", {
      service,
      requestId,
      method: c.req.method,
      route: routeOf(c),
      status: c.res.status,
      ms: clock.now() - started,
    });
  };
}

/** The pattern of the route that answered, never the address: that may carry a token. */
const routeOf = (c: Context) => matchedRoutes(c).findLast(({ method }) => method !== "ALL")?.path ?? "none";

function asProblem(err: Error) {
  if (Problem.is(err)) return err;
  // A store that is away is no fault of ours: the client may come again.
  if (failureOf(err) !== "other") return new Problem("unavailable", undefined, { cause: err });
  if (err instanceof HTTPException && err.status < 500) return new Problem("validation-failed", err.message);
  return new Problem("internal", undefined, { cause: err });
}

function respond<Bindings extends BaseEnv>(
  c: Context<{ Bindings: Bindings; Variables: Variables }>,
  problem: Problem,
  { service, errorPage }: AppOptions<Bindings>,
) {
  const { requestId, lang } = c.var;
  const { code, detail, errors, retryAfter, extra, cause } = problem;
  const status = statusOf(code);
  if (status === 500) log("error", "failed", { service, requestId, route: routeOf(c), cause: causeOf(cause) });
  if (retryAfter !== undefined) c.header("retry-after", String(retryAfter));
  if (status === 401) c.header("www-authenticate", "Bearer");
  c.header("cache-control", "no-store");
  const title = titleOf(code, lang);
  const api = c.req.path.startsWith("/api/") || !c.req.header("accept")?.includes("text/html");
  if (errorPage && !api) {
    const stepUp = typeof extra?.["stepUp"] === "string" ? extra["stepUp"] : undefined;
    return html(c, errorPage({ code, status, title, detail, requestId, stepUp }, c), status);
  }
  return c.json(
    { ...extra, type: `/problems/${code}`, title, status, detail, instance: c.req.path, code, requestId, errors },
    status,
    { "content-type": "application/problem+json" },
  );
}
