import type { Configuration, Portal } from "../gateways/configuration";
import type { Gateway } from "../gateways/gateway";
import { attribute, hostOf, portalUrl, routerOs } from "./writing";

const carried = ["mac", "ip", "error", "link-login-only", "link-orig", "chap-id", "chap-challenge"];

/** RouterOS: the hotspot's login page, which sends the phone on, and the commands that open the way. */
export function mikrotikConfiguration(_: Gateway, portal: Portal): Configuration[] {
  const { site } = portal;
  const host = hostOf(portal);
  const fields = carried.map((name) => `<input type="hidden" name="${name}" value="$(${name})">`);
  const page = [
    "<!doctype html>",
    '<meta name="viewport" content="width=device-width">',
    `<form name="go" method="post" action="${attribute(portalUrl(portal))}">`,
    ...fields,
    `<input type="hidden" name="identity" value="${attribute(site)}">`,
    "<button>Wi-Fi</button></form>",
    "<script>document.go.submit()</script>",
    "",
  ];
  const commands = [
    `/ip hotspot walled-garden add action=allow dst-host=${routerOs(host)} comment=${routerOs("ven")}`,
    `/ip hotspot walled-garden ip add action=accept dst-host=${routerOs(host)} protocol=tcp dst-port=443 comment=${routerOs("ven")}`,
    "/ip hotspot profile set [find] use-radius=yes radius-accounting=yes radius-interim-update=1m login-by=http-chap",
    "",
  ];
  return [
    { file: "login.html", text: page.join("\n") },
    { file: "ven.rsc", text: commands.join("\n") },
  ];
}
