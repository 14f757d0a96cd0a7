import { adapters } from "./gateways";
import type { Gateway, Inbound, Make } from "./gateways/gateway";
import { openPayload } from "./gateways/opennds";
import { isRandomMac, readUrl } from "./gateways/read";
import { recognise } from "./gateways/recognise";

/** What a redirect says, as far as it can be read without letting anybody in. */
export interface Examined {
  problem?: "notRedirect" | "insecure" | "isPoll";
  make?: Make;
  level?: number;
  names: string[];
  /** The host that it names as the gateway's. A claim. */
  host?: string;
  verdict?: "verified" | "malformed" | "not-signed" | "stale" | "unsafe";
  phone?: { mac: string | null; random: boolean; ip: string | null };
  landing?: string;
  state?: "blocked" | "online" | "failed";
}

/** Parameters in which makes name the host to which the phone goes back. */
const hostParameters = ["base_grant_url", "login_url", "link-login-only", "switch_url", "post"];

/** Which make it is, and by which names it shows itself. */
export function lookAt(inbound: Inbound): Examined {
  const seen = recognise(inbound);
  if (seen.kind === "poll") return { problem: "isPoll", names: [] };
  if (seen.kind === "insecure") return { problem: "insecure", names: [] };
  if (seen.kind === "nobody") return { problem: "notRedirect", names: [] };
  const { make } = seen;
  const { fields } = inbound;
  const host = make === "opennds" ? openPayload(inbound)?.get("gatewayaddress") : hostIn(fields);
  return {
    make,
    // A payload that is sealed is of the levels 2 and 3; which one, only the gateway's own file says.
    ...(make === "opennds" && { level: fields.has("iv") ? 3 : inbound.address.startsWith("https:") ? 4 : 1 }),
    names: adapters[make].names(inbound),
    ...(host !== undefined && { host }),
  };
}

function hostIn(fields: Inbound["fields"]) {
  for (const name of hostParameters) {
    const url = readUrl(fields.get(name));
    if (url) return url.host;
  }
  const uam = fields.get("uamip");
  if (uam !== undefined) return `${uam}:${fields.get("uamport") ?? "3990"}`;
  const ports: [string, string][] = [
    ["sip", "9997"],
    ["nbiIP", "9443"],
    ["ga_srvr", "880"],
  ];
  const found = ports.find(([name]) => fields.has(name));
  return found ? `${fields.get(found[0])}:${found[1]}` : (fields.get("switchip") ?? undefined);
}

/** The same, verified against a gateway: registered, or as somebody is about to register it. */
export async function examine(inbound: Inbound, gateway: Gateway | undefined): Promise<Examined> {
  const seen = lookAt(inbound);
  if (!seen.make || !gateway || gateway.make !== seen.make) return seen;
  const verdict = await adapters[seen.make].verify(inbound, gateway);
  if (!verdict.ok) return { ...seen, verdict: verdict.reason };
  const { mac, ip, landing, state, carry } = verdict.arrival;
  return {
    ...seen,
    verdict: "verified",
    phone: { mac, random: mac !== null && isRandomMac(mac), ip },
    ...(landing !== null && { landing }),
    ...(carry.host !== undefined && { host: carry.host }),
    state,
  };
}
