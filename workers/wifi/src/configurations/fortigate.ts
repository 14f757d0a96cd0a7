import type { Configuration, Portal } from "../gateways/configuration";
import type { Gateway } from "../gateways/gateway";
import { byRadius, portalUrl, steps } from "./writing";

/** FortiGate: external captive portal; the phone posts `magic` back with name and password. */
export function fortigateConfiguration({ addresses }: Gateway, portal: Portal): Configuration[] {
  return [
    steps(portal, "FortiGate", [
      ["SSID → Captive portal → External, URL", "SSID → Captive portal → External, URL", portalUrl(portal)],
      [
        "Điện thoại gửi username, password, magic tới /fgtauth của",
        "The phone posts username, password, magic to /fgtauth of",
        addresses.join(", ") || "<interface>:1000",
      ],
      ...byRadius,
    ]),
  ];
}
