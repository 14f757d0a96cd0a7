import { isSteppedUp } from "@ven/identity";
import { isLang, Problem } from "@ven/kit";

import { authorize } from "../authorize";
import { redirectUriOf } from "../clients";
import { vneidOf } from "../vneid/configuration";
import { isSharedDesk } from "./answers";
import { router } from "./router";

/**
 * The authorization endpoint (RFC 6749 §4.1, RFC 9700): code and PKCE S256 only. Until client and redirect address are
 * known to belong together, to the letter, nothing is redirected anywhere.
 */
export const authorization = router().get("/authorize", async (c) => {
  c.header("cache-control", "no-store");
  const { searchParams } = new URL(c.req.url);
  const one = (name: string) => {
    const values = searchParams.getAll(name);
    return values.length === 1 ? values[0] : undefined;
  };
  const client = one("client_id") ?? "";
  const redirectUri = redirectUriOf(c.env.CLIENTS, client);
  if (redirectUri === undefined || one("redirect_uri") !== redirectUri)
    throw new Problem("validation-failed", undefined, {
      errors: [{ pointer: "/redirect_uri", detail: "not registered" }],
    });

  const state = one("state");
  const back = (answer: Record<string, string>) => {
    const url = new URL(redirectUri);
    url.search = new URLSearchParams({ ...answer, ...(state && { state }), iss: c.env.IDENTITY_ORIGIN }).toString();
    return c.redirect(url.href, 303);
  };
  if (one("response_type") !== "code") return back({ error: "unsupported_response_type" });
  const codeChallenge = one("code_challenge") ?? "";
  const isPkce = one("code_challenge_method") === "S256" && /^[\w-]{43}$/.test(codeChallenge);
  if (!isPkce || !state || state.length > 200) return back({ error: "invalid_request" });

  const { principal, desk, now } = c.var;
  // OpenID Connect Core §3.1.2.1: `prompt=login` asks for whoever is there now, `max_age` for a fresh proof (s).
  const again = `/authorize?${without(searchParams, "prompt", "max_age", "acr_values")}`;
  if (one("prompt") === "login") {
    const taps = principal.kind === "staff" || (await isSharedDesk(c));
    const to = taps ? "/sign-in/passkey" : "/sign-in";
    return c.redirect(`${to}?${new URLSearchParams({ continue: again, ...(taps && { "take-over": "1" }) })}`, 303);
  }
  const maxAge = one("max_age");
  if (maxAge !== undefined && !/^\d{1,6}$/.test(maxAge)) return back({ error: "invalid_request" });
  if (principal.signedIn && maxAge !== undefined && !isSteppedUp(principal, now, Number(maxAge) * 1000))
    return one("prompt") === "none"
      ? back({ error: "login_required" })
      : c.redirect(`/step-up?continue=${encodeURIComponent(again)}`, 303);
  const code = principal.signedIn
    ? await authorize(desk, { session: principal.session, client, redirectUri, codeChallenge })
    : undefined;
  if (code !== undefined) return back({ code });
  if (one("prompt") === "none") return back({ error: "login_required" });
  if (one("acr_values") === "vneid" && vneidOf(c.env))
    return c.redirect(`/sign-in/vneid?${new URLSearchParams({ continue: again })}`, 303);
  const locale = one("ui_locales");
  const signIn = new URLSearchParams({
    ...(isLang(locale) && { lang: locale }),
    continue: `/authorize?${searchParams}`,
  });
  return c.redirect(`/sign-in?${signIn}`, 303);
});

function without(parameters: URLSearchParams, ...names: string[]) {
  const rest = new URLSearchParams(parameters);
  for (const name of names) rest.delete(name);
  return rest;
}
