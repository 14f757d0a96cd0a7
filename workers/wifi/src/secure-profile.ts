import { base64url } from "@ven/kit";

import type { SecureNetwork } from "./credential-repository";

/** Who a device is outside of the tunnel: nobody. */
export const anonymousIdentity = "anonymous";

export interface ProfileOf extends SecureNetwork {
  /** `wifi.quangninh.example`: names the profile, so that a newer one replaces it. */
  host: string;
  /** What people read in their settings. */
  title: string;
  organisation: string;
  username: string;
  password: string;
}

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** The DER of a PEM certificate, base64; undefined when there is none. */
export const derOf = (pem: string | null) =>
  /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(pem ?? "")?.[1]?.replaceAll(/\s/g, "");

type Value = string | number | boolean | readonly Value[] | { data: string } | { [name: string]: Value };

function plist(value: Value): string {
  if (typeof value === "string") return `<string>${escaped(value)}</string>`;
  if (typeof value === "number") return `<integer>${value}</integer>`;
  if (typeof value === "boolean") return value ? "<true/>" : "<false/>";
  if (Array.isArray(value)) return `<array>${value.map(plist).join("")}</array>`;
  if ("data" in value && typeof value.data === "string") return `<data>${value.data}</data>`;
  const pairs = Object.entries(value).map(([name, one]) => `<key>${escaped(name)}</key>${plist(one)}`);
  return `<dict>${pairs.join("")}</dict>`;
}

/** A UUID that is the same whenever it is made of the same text. */
async function uuidOf(text: string) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  const hex = Array.from(bytes.slice(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const variant = "89ab"[Number.parseInt(hex[16] ?? "0", 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`.toUpperCase();
}

/** A configuration profile for iPhone, iPad and Mac. Source: Apple, Device Management, payload com.apple.wifi.managed. */
export async function appleProfile(of: ProfileOf): Promise<string> {
  const { ssid, server, authority, host, title, organisation, username, password } = of;
  const id = host.split(".").toReversed().join(".");
  const der = derOf(authority);
  const anchor = await uuidOf(`${id}/ca/${der ?? ""}`);
  const wifi: Value = {
    PayloadType: "com.apple.wifi.managed",
    PayloadVersion: 1,
    PayloadIdentifier: `${id}.secure.wifi`,
    PayloadUUID: await uuidOf(`${id}/wifi/${username}`),
    PayloadDisplayName: ssid,
    SSID_STR: ssid,
    HIDDEN_NETWORK: false,
    AutoJoin: true,
    EncryptionType: "WPA2",
    ProxyType: "None",
    ...(der !== undefined && { PayloadCertificateAnchorUUID: [anchor] }),
    EAPClientConfiguration: {
      AcceptEAPTypes: [21],
      TTLSInnerAuthentication: "PAP",
      UserName: username,
      UserPassword: password,
      OuterIdentity: anonymousIdentity,
      TLSTrustedServerNames: [server],
      TLSMinimumVersion: "1.2",
      ...(der !== undefined && { PayloadCertificateAnchorUUID: [anchor] }),
    },
  };
  const certificate: Value = {
    PayloadType: "com.apple.security.root",
    PayloadVersion: 1,
    PayloadIdentifier: `${id}.secure.ca`,
    PayloadUUID: anchor,
    PayloadDisplayName: server,
    PayloadContent: { data: der ?? "" },
  };
  const profile: Value = {
    PayloadType: "Configuration",
    PayloadVersion: 1,
    PayloadIdentifier: `${id}.secure`,
    PayloadUUID: await uuidOf(`${id}/profile/${username}`),
    PayloadDisplayName: title,
    PayloadOrganization: organisation,
    PayloadRemovalDisallowed: false,
    PayloadContent: der === undefined ? [wifi] : [certificate, wifi],
  };
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">${plist(profile)}</plist>
`;
}

/**
 * A network for `netsh wlan add profile`. Windows asks for the name and the password when it connects: its format has
 * no place for them. Source: Microsoft, WLAN_profile v1 and EapTtlsConnectionPropertiesV1.
 */
export async function windowsProfile({ ssid, server, authority }: SecureNetwork): Promise<string> {
  const der = derOf(authority);
  const root = der === undefined ? "" : `<TrustedRootCAHash>${await thumbprint(der)}</TrustedRootCAHash>`;
  const eap = (name: string, value: number) =>
    `<${name} xmlns="http://www.microsoft.com/provisioning/EapCommon">${value}</${name}>`;
  return `<?xml version="1.0"?>
<WLANProfile xmlns="http://www.microsoft.com/networking/WLAN/profile/v1">
<name>${escaped(ssid)}</name><SSIDConfig><SSID><name>${escaped(ssid)}</name></SSID></SSIDConfig>
<connectionType>ESS</connectionType><connectionMode>auto</connectionMode>
<MSM><security><authEncryption><authentication>WPA2</authentication><encryption>AES</encryption><useOneX>true</useOneX></authEncryption>
<OneX xmlns="http://www.microsoft.com/networking/OneX/v1"><cacheUserData>true</cacheUserData><authMode>user</authMode><EAPConfig>
<EapHostConfig xmlns="http://www.microsoft.com/provisioning/EapHostConfig">
<EapMethod>${eap("Type", 21)}${eap("VendorId", 0)}${eap("VendorType", 0)}${eap("AuthorId", 311)}</EapMethod>
<Config xmlns="http://www.microsoft.com/provisioning/EapHostConfig">
<EapTtls xmlns="http://www.microsoft.com/provisioning/EapTtlsConnectionPropertiesV1">
<ServerValidation><ServerNames>${escaped(server)}</ServerNames>${root}<DisablePrompt>true</DisablePrompt></ServerValidation>
<Phase2Authentication><PAPAuthentication/></Phase2Authentication>
<Phase1Identity><IdentityPrivacy>true</IdentityPrivacy><AnonymousIdentity>${anonymousIdentity}</AnonymousIdentity></Phase1Identity>
</EapTtls></Config></EapHostConfig></EAPConfig></OneX></security></MSM></WLANProfile>
`;
}

/** SHA-1 of a certificate in pairs, as Windows names certificates: `0a 1b …`. */
async function thumbprint(der: string) {
  const bytes = base64url.decode(der.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", ""));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-1", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}
