import { type Adapter, type Arrival, type Gateway, refused, type Talk } from "./gateway";
import { parseJson, readJsonPath } from "./json";
import { isRegistered, namesFrom, readIp, readLanding, readMac } from "./read";

/** Ruckus SmartZone: we tell its northbound portal interface. */
export const smartzone: Adapter = {
  make: "smartzone",
  isOffline: () => false,
  names: (inbound) => namesFrom(inbound, ["zoneId", "nbiIP"]),

  async verify({ fields }, { addresses }) {
    const mac = readMac(fields.get("client_mac"));
    const nbi = readIp(fields.get("nbiIP"));
    const ip = readIp(fields.get("uip"));
    if (mac === null || nbi === null || ip === null) return refused("malformed");
    if (!isRegistered(addresses, `${nbi}:9443`)) return refused("unsafe");
    const landing = readLanding(fields.get("url"));
    const proxy = fields.get("proxy") === "1" ? "1" : "0";
    const carry = { host: `${nbi}:9443`, proxy };
    return { ok: true, arrival: { mac, ip, landing, state: "blocked", lang: null, carry } };
  },

  async grant(arrival, gateway, { credential: { username, password } }) {
    const talk = order(arrival, gateway, "Login", { "UE-Username": username, "UE-Password": password });
    return talk && { kind: "talk", talk };
  },

  revoke: (arrival, gateway) => order(arrival, gateway, "Logout", {}),
};

/** "201" is in, "200" is done, "101" was in already. */
const success = new Set(["200", "201", "101"]);

function order(
  { mac, ip, carry }: Pick<Arrival, "mac" | "ip" | "carry">,
  { addresses, secrets }: Gateway,
  type: string,
  more: Record<string, string>,
): Talk | undefined {
  const { host = "", proxy = "0" } = carry;
  const [password] = secrets;
  if (mac === null || ip === null || password === undefined || !isRegistered(addresses, host)) return undefined;
  const body = {
    Vendor: "ruckus",
    RequestPassword: password,
    APIVersion: "1.0",
    RequestCategory: "UserOnlineControl",
    RequestType: type,
    "UE-IP": ip,
    "UE-MAC": mac,
    "UE-Proxy": proxy,
    ...more,
  };
  return {
    next: (answers) =>
      answers.length > 0
        ? undefined
        : {
            url: `https://${host}/portalintf`,
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify(body),
          },
    worked: ([answer]) => success.has(String(readJsonPath(parseJson(answer?.body), ["ResponseCode"]))),
  };
}
