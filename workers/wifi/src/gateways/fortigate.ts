import { type Adapter, refused } from "./gateway";
import { namesFrom, readGatewayUrl, readIp, readMac, readUrl } from "./read";

/** FortiGate: the phone posts name, password and the gateway's `magic` back to it. */
export const fortigate: Adapter = {
  make: "fortigate",
  isOffline: () => false,
  names: (inbound) => namesFrom(inbound, ["apmac", "apip"]),

  async verify({ fields }, { addresses }) {
    const mac = readMac(fields.get("usermac"));
    const magic = fields.get("magic") ?? "";
    if (mac === null || !/^[\w-]{1,128}$/.test(magic) || !readUrl(fields.get("post"))) return refused("malformed");
    const post = readGatewayUrl(fields.get("post"), addresses);
    if (!post) return refused("unsafe");
    const ip = readIp(fields.get("userip"));
    return {
      ok: true,
      arrival: { mac, ip, landing: null, state: "blocked", lang: null, carry: { post: post.href, magic } },
    };
  },

  async grant({ carry }, { addresses }, { credential: { username, password } }) {
    const post = readGatewayUrl(carry.post, addresses);
    return post
      ? { kind: "form", action: post.href, fields: { username, password, magic: carry.magic ?? "" } }
      : undefined;
  },
};
