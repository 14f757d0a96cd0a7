import type { Configuration, Portal } from "../gateways/configuration";
import type { Gateway } from "../gateways/gateway";
import { captiveApi, quoted, word } from "./writing";

/** openNDS 9.10 as Debian has it (`/etc/opennds/opennds.conf`) and as OpenWrt does (UCI, `/etc/config/opennds`). */
export function openndsConfiguration({ level, secrets }: Gateway, portal: Portal): Configuration[] {
  const { origin, plainOrigin, address, group, site, name } = portal;
  // The firewall of levels 1 and 2 opens one address and port: the portal keeps a plain host for them.
  const url = new URL(level === 1 || level === 2 ? plainOrigin : origin);
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  const options: [conf: string, uci: string, value: string][] = [
    ["login_option_enabled", "login_option_enabled", "0"],
    ["GatewayName", "gatewayname", name],
    ["fas_secure_enabled", "fas_secure_enabled", String(level)],
    ["fasremotefqdn", "fasremotefqdn", url.hostname],
    ["fasport", "fasport", port],
    ["faspath", "faspath", `/p/${group}/${site}`],
    ["faskey", "faskey", secrets[0] ?? ""],
    ["sessiontimeout", "sessiontimeout", "60"],
    ["nat_traversal_poll_interval", "nat_traversal_poll_interval", "5"],
    ["binauth", "binauth", "/usr/lib/opennds/binauth_log.sh"],
  ];
  // One resolved address is opened, so behind a CDN the name has to be in the walled garden too.
  const garden = word(url.hostname);
  const unknown = "# fasremoteip: the IPv4 address of the portal has to stand here";
  const conf = [
    ...options.map(([key, , value]) => `${key} ${word(value)}`),
    address === null ? unknown : `fasremoteip ${word(address)}`,
    `walledgarden_fqdn_list ${garden}`,
    "",
  ];
  const uci = [
    "config opennds",
    "\toption enabled '1'",
    ...options.map(([, key, value]) => `\toption ${key} ${quoted(word(value))}`),
    address === null ? `\t${unknown}` : `\toption fasremoteip ${quoted(word(address))}`,
    `\tlist walledgarden_fqdn_list ${quoted(garden)}`,
    "",
    "# /etc/config/dhcp, in the section of this network (RFC 8910):",
    `#\tlist dhcp_option ${quoted(`114,${captiveApi(portal)}`)}`,
    "",
  ];
  return [
    { file: "opennds.conf", text: conf.join("\n") },
    { file: "opennds.uci", text: uci.join("\n") },
  ];
}
