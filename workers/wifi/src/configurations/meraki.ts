import type { Configuration, Portal } from "../gateways/configuration";
import type { Gateway } from "../gateways/gateway";
import { portalUrl, steps } from "./writing";

/** Cisco Meraki: click-through needs nothing else; sign-on asks RADIUS. */
export function merakiConfiguration({ settings, addresses }: Gateway, portal: Portal): Configuration[] {
  return [
    steps(portal, "Meraki", [
      [
        "Access control → Splash page",
        "Access control → Splash page",
        settings.splash === "sign-on" ? "Sign-on with RADIUS" : "Click-through",
      ],
      ["Splash page → Custom splash URL", "Splash page → Custom splash URL", portalUrl(portal)],
      [
        "Máy chủ mà điện thoại được gửi trở lại",
        "Hosts to which the phone is sent back",
        addresses.join(", ") || "*.network-auth.com",
      ],
    ]),
  ];
}
