import type { Inbound, Make } from "./gateway";

/** What came: a make's redirect, a poll of openNDS, openNDS without any security (refused), or a person by themselves. */
export type Recognised =
  | { kind: "redirect"; make: Make }
  | { kind: "poll" }
  | { kind: "insecure" }
  | { kind: "nobody" };

/** Tells makes apart by the names of their parameters, which do not overlap when asked in this order. */
export function recognise({ path, fields }: Pick<Inbound, "path" | "fields">): Recognised {
  const make = makeOf(path, (name) => fields.has(name), fields);
  if (make) return { kind: "redirect", make };
  if (fields.has("authaction") && fields.has("tok")) return { kind: "insecure" };
  if (fields.has("auth_get")) return { kind: "poll" };
  return { kind: "nobody" };
}

function makeOf(path: string, has: (name: string) => boolean, fields: Inbound["fields"]): Make | undefined {
  if (has("fas") || (has("tok") && fields.get("status") === "authenticated")) return "opennds";
  if (has("authaction") || has("auth_get")) return undefined;
  if (has("base_grant_url") || (has("login_url") && has("mauth"))) return "meraki";
  if (has("uamip") && (has("challenge") || has("res"))) return "uam";
  if (has("link-login-only")) return "mikrotik";
  if (path.startsWith("/guest/s/")) return "unifi";
  if (has("clientMac") && (has("apMac") || has("gatewayMac"))) return "omada";
  if (has("switch_url")) return "cisco";
  if (fields.get("cmd") === "login" && (has("switchip") || has("apname"))) return "aruba";
  if (has("nbiIP")) return "smartzone";
  if (has("sip")) return "ruckus";
  if (has("magic") && has("post")) return "fortigate";
  if ([...fields.keys()].some((name) => name.startsWith("ga_"))) return "cambium";
  return undefined;
}
