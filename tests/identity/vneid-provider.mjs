import { createServer } from "node:http";

import Provider from "oidc-provider";

export const clientSecret = "a-secret-of-this-test-alone-of-good-length";
export const people = {
  lan: { LoaiTaiKhoan: "1", HoVaTen: "Trần Thị Lan", SoDinhDanh: "022190000123", NgayThangNamSinh: "19900131" },
  company: { LoaiTaiKhoan: "2", HoVaTen: "Công ty Mẫu", SoDinhDanh: "022190000124", NgayThangNamSinh: "20000101" },
};

/** VNeID as its public code describes it, by a provider that is certified for OpenID Connect; on a port of its own. */
export async function openVneid() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const redirectUris = [];
  const provider = new Provider(origin, {
    clients: [
      {
        client_id: "ven",
        client_secret: clientSecret,
        redirect_uris: ["http://id.localhost/sign-in/vneid/callback"],
        response_types: ["code"],
        grant_types: ["authorization_code"],
        token_endpoint_auth_method: "client_secret_basic",
      },
    ],
    routes: {
      authorization: "/oauth2/authorize",
      token: "/oauth2/token",
      userinfo: "/oauth2/userinfo",
      jwks: "/oauth2/jwks",
    },
    acrValues: ["LoA1"],
    pkce: { required: () => true },
    claims: { openid: ["sub", "TechID", "loginIdp", ...Object.keys(people.lan)] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, TechID: `t-${id}`, loginIdp: "vneid", ...people[id] }),
    }),
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ["only of this test"] },
  });
  // The city's port is known only when it runs.
  provider.Client.prototype.redirectUriAllowed = (uri) => redirectUris.includes(uri);
  let person = "lan";
  let delay = 0;
  const answer = provider.callback();
  const serve = async (request, response) => {
    if (delay > 0 && request.url.startsWith("/oauth2/token"))
      await new Promise((resolve) => setTimeout(resolve, delay));
    if (!request.url.startsWith("/interaction/")) return answer(request, response);
    // Whoever comes agrees at once: what is tried here begins afterwards.
    const { prompt, params, session } = await provider.interactionDetails(request, response);
    if (prompt.name === "login")
      return provider.interactionFinished(request, response, { login: { accountId: person } });
    const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
    grant.addOIDCScope("openid");
    return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
  };
  server.on("request", (request, response) => void serve(request, response));
  return {
    configuration: {
      issuer: origin,
      authorizationEndpoint: `${origin}/oauth2/authorize`,
      tokenEndpoint: `${origin}/oauth2/token`,
      userinfoEndpoint: `${origin}/oauth2/userinfo`,
      jwksUri: `${origin}/oauth2/jwks`,
      clientId: "ven",
    },
    allow: (uri) => redirectUris.push(uri),
    signInAs: (id) => void (person = id),
    answerAfter: (ms) => void (delay = ms),
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
