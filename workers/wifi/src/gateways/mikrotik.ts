import { bytesOf, concat, hexOf, md5 } from "./digest";
import { type Adapter, refused } from "./gateway";
import { namesFrom, readGatewayUrl, readIp, readLanding, readMac, readUrl } from "./read";

/** RouterOS hotspot: its login page sends the phone here, and the phone posts name and password back to it. */
export const mikrotik: Adapter = {
  make: "mikrotik",
  isOffline: () => false,
  names: (inbound) => namesFrom(inbound, ["ap-id", "identity", "server-name"]),

  async verify({ fields }, { addresses }) {
    const mac = readMac(fields.get("mac"));
    if (mac === null || !readUrl(fields.get("link-login-only"))) return refused("malformed");
    const login = readGatewayUrl(fields.get("link-login-only"), addresses);
    if (!login) return refused("unsafe");
    return {
      ok: true,
      arrival: {
        mac,
        ip: readIp(fields.get("ip")),
        landing: readLanding(fields.get("link-orig")),
        state: fields.get("error") ? "failed" : "blocked",
        lang: null,
        carry: {
          login: login.href,
          chapId: (fields.get("chap-id") ?? "").slice(0, 40),
          chapChallenge: (fields.get("chap-challenge") ?? "").slice(0, 200),
        },
      },
    };
  },

  async grant({ carry }, { addresses }, { credential, landing }) {
    const login = readGatewayUrl(carry.login, addresses);
    const chapId = octets(carry.chapId ?? "");
    const challenge = octets(carry.chapChallenge ?? "");
    if (!login || !chapId || !challenge) return undefined;
    const password =
      chapId.length > 0 ? await chapPassword(chapId, credential.password, challenge) : credential.password;
    const fields = { username: credential.username, password, dst: landing, popup: "false" };
    return { kind: "form", action: login.href, fields };
  },

  logout({ carry }, { addresses }) {
    const login = readGatewayUrl(carry.login, addresses);
    return login ? new URL("/logout", login).href : undefined;
  },
};

/** RouterOS http-chap: MD5 of identifier, password and challenge, as bytes. */
export const chapPassword = async (id: Uint8Array, password: string, challenge: Uint8Array) =>
  hexOf(await md5(concat(id, bytesOf(password), challenge)));

/** RouterOS writes these bytes as text: `\371` is one byte, any other letter is itself; undefined for what is neither. */
export function octets(text: string): Uint8Array | undefined {
  const bytes: number[] = [];
  for (const [, octal, char] of text.matchAll(/\\([0-3][0-7]{2})|([\s\S])/g)) {
    const byte = octal === undefined ? (char ?? "").charCodeAt(0) : Number.parseInt(octal, 8);
    if (byte > 255 || char === "\\") return undefined;
    bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}
