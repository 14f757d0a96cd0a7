import { isLang, Problem } from "@ven/kit";

import { authorize } from "../authorize";
import { redirectUriOf } from "../clients";
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

  const { principal, desk } = c.var;
  const code = principal.signedIn
    ? await authorize(desk, { session: principal.session, client, redirectUri, codeChallenge })
    : undefined;
  if (code !== undefined) return back({ code });
  if (one("prompt") === "none") return back({ error: "login_required" });
  const locale = one("ui_locales");
  const signIn = new URLSearchParams({
    ...(isLang(locale) && { lang: locale }),
    continue: `/authorize?${searchParams}`,
  });
  return c.redirect(`/sign-in?${signIn}`, 303);
});
