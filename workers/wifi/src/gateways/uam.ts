import { bytesOf, concat, fromHex, hexOf, md5 } from "./digest";
import { type Adapter, type Gateway, type Inbound, refused } from "./gateway";
import { isRegistered, namesFrom, readIp, readLanding, readMac } from "./read";

const ports = /^\d{1,5}$/;

/** CoovaChilli and what speaks its Universal Access Method. The address is signed with the secret that both know. */
export const uam: Adapter = {
  make: "uam",
  isOffline: () => false,
  names: (inbound) => namesFrom(inbound, ["nasid", "called"]),

  async verify(inbound, gateway) {
    const { fields } = inbound;
    if (gateway.secrets.length > 0 && !(await isSigned(inbound, gateway.secrets))) return refused("not-signed");
    const res = fields.get("res") ?? "notyet";
    const host = hostOf(fields);
    const mac = readMac(fields.get("mac"));
    const challenge = fields.get("challenge") ?? "";
    if (host === undefined || mac === null || (challenge !== "" && fromHex(challenge)?.length !== 16))
      return refused("malformed");
    if (!isRegistered(gateway.addresses, host)) return refused("unsafe");
    return {
      ok: true,
      arrival: {
        mac,
        ip: readIp(fields.get("ip")),
        landing: readLanding(fields.get("userurl")),
        state: res === "success" || res === "already" ? "online" : res === "failed" ? "failed" : "blocked",
        lang: null,
        carry: { host, challenge },
      },
    };
  },

  async grant({ carry: { host = "", challenge = "" } }, { addresses, secrets }, { credential, landing }) {
    const bytes = fromHex(challenge);
    if (bytes?.length !== 16 || !isRegistered(addresses, host)) return undefined;
    const { username, password } = credential;
    const response = await chapResponse(password, await uamChallenge(bytes, secrets[0]));
    return {
      kind: "redirect",
      url: `http://${host}/logon?${new URLSearchParams({ username, response, userurl: landing })}`,
    };
  },

  logout: ({ carry: { host = "" } }, { addresses }) =>
    isRegistered(addresses, host) ? `http://${host}/logoff` : undefined,
};

/** `md` is the MD5 of the address as far as `&md=`, and of the secret; made of the bytes as they came. */
async function isSigned({ address }: Inbound, secrets: Gateway["secrets"]) {
  const at = address.lastIndexOf("&md=");
  const given = address.slice(at + 4);
  if (at < 0 || !/^[0-9A-F]{32}$/i.test(given)) return false;
  for (const secret of secrets) {
    const wanted = hexOf(await md5(bytesOf(address.slice(0, at) + secret)));
    if (wanted === given.toLowerCase()) return true;
  }
  return false;
}

function hostOf(fields: Inbound["fields"]) {
  const ip = readIp(fields.get("uamip"));
  const port = fields.get("uamport") ?? "3990";
  return ip === null || !ports.test(port) ? undefined : port === "80" ? ip : `${ip}:${port}`;
}

/** The challenge that a password is hashed with: the gateway's own, mixed with the secret where there is one. */
export const uamChallenge = async (challenge: Uint8Array<ArrayBuffer>, secret: string | undefined) =>
  secret === undefined ? challenge : md5(concat(challenge, bytesOf(secret)));

/** CHAP (RFC 1994) with identifier 0. */
export const chapResponse = async (password: string, challenge: Uint8Array) =>
  hexOf(await md5(concat(new Uint8Array(1), bytesOf(password), challenge)));

/** The same password for gateways that want PAP: each byte XORed with the challenge, over and over. */
export const papPassword = (password: string, challenge: Uint8Array) =>
  hexOf(bytesOf(password).map((byte, index) => byte ^ (challenge[index % challenge.length] ?? 0)));
