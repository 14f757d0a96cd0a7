import { type Adapter, refused } from "./gateway";
import { isRegistered, namesFrom, readIp, readLanding, readMac } from "./read";

/** Ruckus ZoneDirector and standalone access points: the phone posts name and password to port 9997. */
export const ruckus: Adapter = {
  make: "ruckus",
  isOffline: () => false,
  names: (inbound) => namesFrom(inbound, ["sip"]),

  async verify({ fields }, { addresses }) {
    const mac = readMac(fields.get("client_mac") ?? fields.get("mac"));
    const sip = readIp(fields.get("sip"));
    const ip = readIp(fields.get("uip"));
    if (mac === null || sip === null || ip === null) return refused("malformed");
    if (!isRegistered(addresses, `${sip}:9997`)) return refused("unsafe");
    const landing = readLanding(fields.get("url"));
    return { ok: true, arrival: { mac, ip, landing, state: "blocked", lang: null, carry: { host: `${sip}:9997` } } };
  },

  async grant({ ip, carry: { host = "" } }, { addresses }, { credential: { username, password } }) {
    if (ip === null || !isRegistered(addresses, host)) return undefined;
    return { kind: "form", action: `http://${host}/login`, fields: { ip, username, password } };
  },
};
