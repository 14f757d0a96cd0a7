import { type Adapter, refused } from "./gateway";
import { namesFrom, readGatewayUrl, readIp, readLanding, readMac, readUrl } from "./read";

/** Cisco Meraki, click-through (`base_grant_url`) and sign-on (`login_url`). Both go by Meraki's own cloud. */
export const meraki: Adapter = {
  make: "meraki",
  isOffline: ({ settings }) => settings.splash !== "sign-on",
  names: (inbound) => namesFrom(inbound, ["node_mac", "ap_mac"]),

  async verify({ fields }, gateway) {
    const signOn = fields.has("login_url");
    const given = fields.get(signOn ? "login_url" : "base_grant_url");
    const mac = readMac(fields.get("client_mac"));
    if (mac === null || !readUrl(given)) return refused("malformed");
    const url = cloud(given, gateway.addresses);
    if (!url) return refused("unsafe");
    return {
      ok: true,
      arrival: {
        mac,
        ip: readIp(fields.get("client_ip")),
        landing: readLanding(fields.get(signOn ? "continue_url" : "user_continue_url")),
        state: fields.has("error_message") ? "failed" : "blocked",
        lang: null,
        carry: { [signOn ? "login" : "grant"]: url.href },
      },
    };
  },

  async grant({ carry }, { addresses }, { credential, landing }) {
    const grant = cloud(carry.grant, addresses);
    if (grant) return { kind: "redirect", url: grantUrl(grant, landing) };
    const login = cloud(carry.login, addresses);
    if (!login) return undefined;
    const { username, password } = credential;
    return { kind: "form", action: login.href, fields: { username, password, success_url: landing } };
  },
};

/** Only Meraki's cloud over TLS, and only where it is registered. */
function cloud(text: string | undefined, addresses: readonly string[]) {
  const url = readGatewayUrl(text, addresses);
  return url?.protocol === "https:" ? url : null;
}

/** `https://n143.network-auth.com/splash/grant` and where to go on. */
export const grantUrl = (base: URL, landing: string) =>
  `${base.origin}${base.pathname}?continue_url=${encodeURIComponent(landing)}`;
