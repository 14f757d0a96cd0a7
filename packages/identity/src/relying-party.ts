import { GrantAnswer } from "@ven/contracts/identity";
import { Problem, randomToken, sha256, timingSafeEqual, withDeadline } from "@ven/kit";
import { type Context, Hono } from "hono";

import { cookieJar } from "./cookies";
import type { IdentityVariables, RelyingEnv } from "./environment";
import { safeReturnTo } from "./safe-return-to";
import { presentFor } from "./step-up";

/** How long a person may take to sign in, s. */
const signInLasts = 15 * 60;
const rpcDeadline = 5_000;

/**
 * The relying-party side of single sign-on: mount at the root of a service. Authorization code with PKCE and state
 * (RFC 6749, 7636, 9700); each attempt has its own cookie, so that two tabs may sign in at once.
 *
 * - `GET /auth/sign-in?return_to=/desk` → identity's `/authorize`; with `acr_values=vneid` straight on to VNeID
 * - `GET /auth/step-up?return_to=/desk` → the same, but the person proves to be there now (`requireStepUp`)
 * - `GET /auth/switch?return_to=/desk` → the same, but somebody else takes over: the page stays, the person changes
 * - `GET /auth/callback?code&state` → cookies, then `return_to`
 * - `POST /auth/sign-out` → ends the session everywhere, then `/`
 */
export function relyingParty<Bindings extends RelyingEnv>({ service }: { service: string }) {
  const app = new Hono<{ Bindings: Bindings; Variables: IdentityVariables }>();

  /** Goes to identity; `more` are parameters of OpenID Connect Core §3.1.2.1 that ask for a fresh proof. */
  const begin = async (c: Context<{ Bindings: Bindings; Variables: IdentityVariables }>, more = {}) => {
    const returnTo = safeReturnTo(c.req.query("return_to"));
    const state = randomToken(16);
    const verifier = randomToken(32);
    cookieJar(c, service, c.env.SELF_ORIGIN).write(
      attempt(state),
      JSON.stringify([state, verifier, returnTo]),
      signInLasts,
    );
    const authorize = new URL("/authorize", c.env.IDENTITY_ORIGIN);
    authorize.search = new URLSearchParams({
      response_type: "code",
      client_id: service,
      redirect_uri: redirectUri(c.env),
      state,
      code_challenge: await sha256(verifier),
      code_challenge_method: "S256",
      ui_locales: c.var.lang,
      ...more,
    }).toString();
    c.header("cache-control", "no-store");
    return c.redirect(authorize.href, 303);
  };

  app.get("/auth/sign-in", (c) => begin(c, wishedWay(c.req.query("acr_values"))));
  app.get("/auth/step-up", (c) => begin(c, { max_age: String(presentFor / 1000) }));
  app.get("/auth/switch", (c) => begin(c, { prompt: "login" }));

  app.get("/auth/callback", async (c) => {
    c.header("cache-control", "no-store");
    const { code = "", state = "", iss } = c.req.query();
    const jar = cookieJar(c, service, c.env.SELF_ORIGIN);
    const started = readAttempt(jar.read(attempt(state)));
    // Without the cookie somebody else began this sign-in: nobody may be signed in by following a link.
    if (!started || !timingSafeEqual(started.state, state)) throw new Problem("sign-in-expired");
    jar.drop(attempt(state));
    // RFC 9207: the answer must come from the issuer that was asked.
    if (iss !== undefined && iss !== c.env.IDENTITY_ORIGIN) throw new Problem("sign-in-expired");
    if (code === "") return c.redirect(started.returnTo, 303);
    const answer = await withDeadline(
      c.env.IDENTITY.exchangeCode({ code, verifier: started.verifier, redirectUri: redirectUri(c.env) }),
      rpcDeadline,
    ).catch(() => {
      throw new Problem("unavailable");
    });
    const parsed = GrantAnswer.safeParse(answer);
    if (!parsed.success) throw new Problem("unavailable");
    if (!parsed.data.ok) throw new Problem("sign-in-expired");
    jar.writeGrant(parsed.data.grant, c.var.now);
    return c.redirect(started.returnTo, 303);
  });

  app.post("/auth/sign-out", async (c) => {
    const jar = cookieJar(c, service, c.env.SELF_ORIGIN);
    const handle = jar.read("rt");
    jar.dropGrant();
    c.header("cache-control", "no-store");
    c.header("clear-site-data", '"storage"');
    if (handle !== undefined)
      await withDeadline(c.env.IDENTITY.endSession({ handle }), rpcDeadline).catch(() => {
        throw new Problem("unavailable");
      });
    return c.redirect("/", 303);
  });

  return app;
}

const redirectUri = (env: RelyingEnv) => `${env.SELF_ORIGIN}/auth/callback`;

/** Name of the cookie of one attempt. `state` comes from the address, so only its own alphabet gets into a name. */
const attempt = (state: string) => `sso_${/^[\w-]{22}$/.test(state) ? state.slice(0, 8) : "none"}`;

function readAttempt(cookie: string | undefined) {
  try {
    const [state, verifier, returnTo]: unknown[] = JSON.parse(cookie ?? "[]");
    if (typeof state !== "string" || typeof verifier !== "string" || typeof returnTo !== "string") return undefined;
    return { state, verifier, returnTo: safeReturnTo(returnTo) };
  } catch {
    return undefined;
  }
}

/** OpenID Connect Core §3.1.2.1: the way in which somebody wants to prove who they are. */
const wishedWay = (wish: string | undefined) => (wish === "vneid" ? { acr_values: wish } : {});
