import type { Gateway } from "./gateway";

export interface Portal {
  /** Where phones are sent: over TLS, and over plain http where a gateway opens one port only. */
  origin: string;
  plainOrigin: string;
  address: string;
  group: string;
  site: string;
  /** openNDS: `GatewayName`. */
  name: string;
}
export interface Configuration {
  file: string;
  text: string;
}

/** What an operator puts on the gateway so that it sends its phones here. Undefined where the make has no such file. */
export function configurationOf(gateway: Gateway, portal: Portal): Configuration | undefined {
  switch (gateway.make) {
    case "opennds":
      return { file: "opennds.conf", text: opennds(gateway, portal) };
    case "mikrotik":
      return { file: "login.html", text: mikrotik(portal) };
    case "uam":
      return { file: "chilli.conf", text: uam(gateway, portal) };
    case "unifi":
    case "omada":
    case "meraki":
    case "aruba":
    case "ruckus":
    case "smartzone":
    case "cisco":
    case "fortigate":
    case "cambium":
      return { file: `${gateway.make}.txt`, text: byHand(gateway, portal) };
  }
}

function opennds({ level, secrets }: Gateway, { origin, plainOrigin, address, group, site, name }: Portal) {
  const url = new URL(level === 1 || level === 2 ? plainOrigin : origin);
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return [
    "login_option_enabled 0",
    `GatewayName ${name}`,
    `fas_secure_enabled ${level}`,
    `fasremotefqdn ${url.hostname}`,
    // The firewall of openNDS opens one address only; behind a CDN the name must be in the walled garden too.
    `fasremoteip ${address}`,
    `walledgarden_fqdn_list ${url.hostname}`,
    `fasport ${port}`,
    `faspath /p/${group}/${site}`,
    `faskey ${secrets[0] ?? ""}`,
    "sessiontimeout 60",
    "nat_traversal_poll_interval 5",
    "binauth /usr/lib/opennds/binauth_log.sh",
    "",
  ].join("\n");
}

/** RouterOS fills in what stands in $(…). */
const mikrotik = ({ origin, group, site }: Portal) => `<!doctype html>
<form name="go" method="post" action="${origin}/p/${group}/${site}">
<input type="hidden" name="mac" value="$(mac)"><input type="hidden" name="ip" value="$(ip)">
<input type="hidden" name="identity" value="${site}"><input type="hidden" name="error" value="$(error)">
<input type="hidden" name="link-login-only" value="$(link-login-only)"><input type="hidden" name="link-orig" value="$(link-orig)">
<input type="hidden" name="chap-id" value="$(chap-id)"><input type="hidden" name="chap-challenge" value="$(chap-challenge)">
<button>Wi-Fi</button></form><script>document.go.submit()</script>
`;

const uam = ({ secrets }: Gateway, { origin, group, site }: Portal) =>
  [
    `HS_UAMFORMAT=${origin}/p/${group}/${site}`,
    `HS_UAMSECRET=${secrets[0] ?? ""}`,
    `HS_NASID=${site}`,
    `HS_UAMALLOW=${new URL(origin).hostname}`,
    "",
  ].join("\n");

const byHand = ({ make, addresses }: Gateway, { origin, group, site }: Portal) =>
  [
    `${make}: external captive portal`,
    make === "unifi"
      ? `portal server: ${origin} (UniFi adds /guest/s/<site>/ itself)`
      : `splash or redirect URL: ${origin}/p/${group}/${site}`,
    `pre-authorisation access (walled garden): ${new URL(origin).hostname}`,
    `registered addresses of the gateway: ${addresses.join(", ") || "none needed"}`,
    "",
  ].join("\n");
