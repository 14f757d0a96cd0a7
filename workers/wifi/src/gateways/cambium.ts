import { type Adapter, refused } from "./gateway";
import { isRegistered, namesFrom, readIp, readLanding, readMac } from "./read";

/** What the access point wants back with the login. */
const echoed = ["ga_ssid", "ga_ap_mac", "ga_nas_id", "ga_cmac", "ga_cip", "ga_Qv"] as const;

/** Cambium cnPilot: the phone posts name and password to the access point, with what it was sent with. */
export const cambium: Adapter = {
  make: "cambium",
  isOffline: () => false,
  names: (inbound) => namesFrom(inbound, ["ga_nas_id", "ga_ap_mac"]),

  async verify({ fields }, { addresses }) {
    const mac = readMac(fields.get("ga_cmac"));
    const host = (fields.get("ga_srvr") ?? "").toLowerCase();
    if (mac === null || !/^[a-z0-9.-]{1,100}$/.test(host)) return refused("malformed");
    if (!isRegistered(addresses, `${host}:880`)) return refused("unsafe");
    const carry: Record<string, string> = { host: `${host}:880` };
    for (const name of echoed) carry[name] = (fields.get(name) ?? "").slice(0, 200);
    const landing = readLanding(fields.get("ga_orig_url"));
    return {
      ok: true,
      arrival: { mac, ip: readIp(fields.get("ga_cip")), landing, state: "blocked", lang: null, carry },
    };
  },

  async grant({ carry: { host = "", ...echo } }, { addresses }, { credential, landing }) {
    if (!isRegistered(addresses, host)) return undefined;
    const fields = { ...echo, ga_user: credential.username, ga_pass: credential.password, ga_orig_url: landing };
    return { kind: "form", action: `http://${host}/cgi-bin/hotspot_login.cgi`, fields };
  },
};
