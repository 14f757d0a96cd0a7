import type { Configuration, Portal } from "../gateways/configuration";
import type { Gateway } from "../gateways/gateway";
import { byRadius, portalUrl, steps } from "./writing";

/** Aruba: external captive portal; the phone posts name and password to the controller's `/cgi-bin/login`. */
export function arubaConfiguration({ addresses }: Gateway, portal: Portal): Configuration[] {
  return [
    steps(portal, "Aruba", [
      [
        "Splash page → External, RADIUS authentication, URL",
        "Splash page → External, RADIUS authentication, URL",
        portalUrl(portal),
      ],
      [
        "Điện thoại gửi tên và mật khẩu tới /cgi-bin/login của",
        "The phone posts name and password to /cgi-bin/login of",
        addresses.join(", ") || "securelogin.arubanetworks.com",
      ],
      ...byRadius,
    ]),
  ];
}
