import { type Adapter, refused } from "./gateway";
import { namesFrom, readGatewayUrl, readLanding, readMac, readUrl } from "./read";

/** Cisco WLC web authentication: the phone posts name and password to the controller's virtual address. */
export const cisco: Adapter = {
  make: "cisco",
  isOffline: () => false,
  names: (inbound) => namesFrom(inbound, ["ap_mac"]),

  async verify({ fields }, { addresses }) {
    const mac = readMac(fields.get("client_mac"));
    if (mac === null || !readUrl(fields.get("switch_url"))) return refused("malformed");
    const login = readGatewayUrl(fields.get("switch_url"), addresses);
    if (!login) return refused("unsafe");
    const status = fields.get("statusCode");
    return {
      ok: true,
      arrival: {
        mac,
        ip: null,
        landing: readLanding(fields.get("redirect")),
        state: status === "1" ? "online" : status === undefined ? "blocked" : "failed",
        lang: null,
        carry: { login: login.href },
      },
    };
  },

  async grant({ carry }, { addresses }, { credential: { username, password }, landing }) {
    const login = readGatewayUrl(carry.login, addresses);
    if (!login) return undefined;
    const fields = { buttonClicked: "4", redirect_url: landing, err_flag: "0", username, password };
    return { kind: "form", action: login.href, fields };
  },
};
