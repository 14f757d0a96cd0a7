import { type Adapter, refused } from "./gateway";
import { isRegistered, namesFrom, readIp, readLanding, readMac } from "./read";

/** Aruba Instant and controllers: the phone posts name and password to the gateway's own login. */
export const aruba: Adapter = {
  make: "aruba",
  isOffline: () => false,
  names: (inbound) => namesFrom(inbound, ["apmac", "vcname", "apname", "switchip"]),

  async verify({ fields }, { addresses }) {
    const mac = readMac(fields.get("mac"));
    const host = (fields.get("switchip") ?? "securelogin.arubanetworks.com").toLowerCase();
    if (mac === null || !/^[a-z0-9.:-]{1,100}$/.test(host)) return refused("malformed");
    if (!isRegistered(addresses, host)) return refused("unsafe");
    return {
      ok: true,
      arrival: {
        mac,
        ip: readIp(fields.get("ip")),
        landing: readLanding(fields.get("url")),
        state: fields.has("errmsg") ? "failed" : "blocked",
        lang: null,
        carry: { host },
      },
    };
  },

  async grant({ carry: { host = "" } }, { addresses }, { credential, landing }) {
    if (!isRegistered(addresses, host)) return undefined;
    const { username: user, password } = credential;
    const fields = { user, password, cmd: "authenticate", url: landing };
    return { kind: "form", action: `https://${host}/cgi-bin/login`, fields };
  },
};
