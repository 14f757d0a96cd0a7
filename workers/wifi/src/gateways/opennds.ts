import { bytesOf, decodePercent, fromBase64, sha256Hex, toBase64 } from "./digest";
import { type Adapter, type Arrival, type Gateway, type Inbound, refused } from "./gateway";
import { lineOf } from "./opennds-authmon";
import { isRegistered, readIp, readLanding, readLang, readMac } from "./read";

/**
 * openNDS 9.10 at FAS levels 1 to 3 and 10.x at level 4. Levels 1 and 2: the phone carries the grant; 3 and 4: the
 * gateway polls for it (authmon), and only then limits reach it.
 */
export const opennds: Adapter = {
  make: "opennds",
  isOffline: ({ level }) => level === 1 || level === 2,

  names(inbound) {
    const payload = openPayload(inbound);
    const mac = readMac(payload?.get("gatewaymac"));
    return mac === null ? [] : [mac];
  },

  async verify(inbound, gateway) {
    // A phone that is in and opens its grant again is sent here with neither `fas` nor `iv`.
    if (!inbound.fields.has("fas")) return online(inbound);
    const sealed = inbound.fields.has("iv");
    // Encrypted is what makes the levels 2 and 3 worth more than 1: a clear payload there is somebody's own work.
    if (sealed !== (gateway.level === 2 || gateway.level === 3)) return refused("not-signed");
    const payload = sealed ? await openSealed(inbound, gateway.secrets) : openPayload(inbound);
    if (!payload) return refused(sealed ? "not-signed" : "malformed");
    return arrivalOf(payload, gateway);
  },

  async grant({ carry }, { level, addresses, secrets }, { limits, landing, grant }) {
    const { hid = "", host = "", dir = "" } = carry;
    const [secret] = secrets;
    if (secret === undefined || !isHid(hid) || !isRegistered(addresses, host) || !isDir(dir)) return undefined;
    const ticket = await rhidOf(hid, secret);
    const custom = toBase64(grant);
    if (level === 3 || level === 4) {
      const line = lineOf({ ticket, limits, custom });
      return line === undefined ? undefined : { kind: "poll", ticket, line };
    }
    const query = new URLSearchParams({ tok: ticket, custom, redir: landing });
    return { kind: "redirect", url: `http://${host}/${dir}/?${query}` };
  },

  logout: ({ carry: { host = "" } }, { addresses }) =>
    isRegistered(addresses, host) ? `http://${host}/opennds_deny/` : undefined,
};

/** What the gateway accepts in the place of its token: SHA-256 of the token's hash and the key that both know. */
export const rhidOf = (hid: string, faskey: string) => sha256Hex(hid + faskey);

/** The name by which a gateway polls: the hash of its name as it stands in the redirect, percent-encoded. */
export const gatewayHash = (encodedName: string) => sha256Hex(encodedName);

/** `encodedGatewayName("HaLong-Bay-AP01", "02:aa:bb:cc:dd:01")` as openNDS sends it, with its blank at the end. */
export const encodedGatewayName = (name: string, mac: string) =>
  `${name.replaceAll(/[^\w.~-]/g, (char) => `%${char.charCodeAt(0).toString(16).padStart(2, "0")}`)}%20Node%3a${mac.replaceAll(":", "")}%20`;

const isHid = (text: string) => /^[0-9a-f]{64}$/.test(text);
const isDir = (text: string) => /^[a-z_]{1,32}$/.test(text);

function online({ fields }: Inbound) {
  if (fields.get("status") !== "authenticated") return refused("malformed");
  const landing = readLanding(fields.get("redir"));
  return { ok: true, arrival: { mac: null, ip: null, landing, state: "online", lang: null, carry: {} } } as const;
}

/** Decrypts levels 2 and 3: AES-256-CBC, the key padded with zero bytes as PHP's openssl does, the IV as sixteen letters. */
export async function openSealed({ fields }: Pick<Inbound, "fields">, secrets: readonly string[]) {
  const iv = fields.get("iv") ?? "";
  const outer = fromBase64(fields.get("fas") ?? "");
  const cipher = outer && outer.length < 6000 ? fromBase64(new TextDecoder().decode(outer)) : undefined;
  if (!cipher || !/^[\x21-\x7e]{16}$/.test(iv)) return undefined;
  for (const secret of secrets) {
    const raw = new Uint8Array(32);
    raw.set(bytesOf(secret).slice(0, 32));
    try {
      const key = await crypto.subtle.importKey("raw", raw, "AES-CBC", false, ["decrypt"]);
      const plain = await crypto.subtle.decrypt({ name: "AES-CBC", iv: bytesOf(iv) }, key, cipher);
      const payload = parsePayload(new TextDecoder().decode(plain));
      if (isHid(payload.get("hid") ?? "")) return payload;
    } catch {
      // Another key, or nobody's.
    }
  }
  return undefined;
}

export function openPayload({ fields }: Pick<Inbound, "fields">) {
  if (fields.has("iv")) return undefined;
  const bytes = fromBase64(fields.get("fas") ?? "");
  return bytes && bytes.length < 6000 ? parsePayload(new TextDecoder().decode(bytes)) : undefined;
}

/** `name=value, name=value, (null)(null)`: values are percent-encoded, what has no name is noise, and the first counts. */
export function parsePayload(text: string) {
  const payload = new Map<string, string>();
  for (const part of text.split(", ")) {
    const at = part.indexOf("=");
    const name = part.slice(0, Math.max(at, 0));
    if (/^[a-z_]{1,40}$/.test(name) && !payload.has(name)) payload.set(name, part.slice(at + 1));
  }
  return payload;
}

function arrivalOf(payload: ReadonlyMap<string, string>, { addresses }: Gateway) {
  const hid = payload.get("hid") ?? "";
  const mac = readMac(payload.get("clientmac"));
  const host = payload.get("gatewayaddress") ?? "";
  // Level 1 does not say under which folder it takes grants.
  const dir = payload.get("authdir") ?? "opennds_auth";
  if (!isHid(hid) || mac === null || !isDir(dir)) return refused("malformed");
  if (!isRegistered(addresses, host)) return refused("unsafe");
  const arrival: Arrival = {
    mac,
    ip: readIp(payload.get("clientip")),
    landing: readLanding(decodePercent(payload.get("originurl") ?? "")),
    state: "blocked",
    lang: readLang(payload.get("lang_default")),
    carry: { hid, host, dir },
  };
  return { ok: true, arrival } as const;
}
