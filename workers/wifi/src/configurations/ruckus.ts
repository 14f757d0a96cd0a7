import type { Configuration, Portal } from "../gateways/configuration";
import type { Gateway } from "../gateways/gateway";
import { byRadius, portalUrl, steps } from "./writing";

/** Ruckus ZoneDirector and standalone: WISPr hotspot; the phone posts to port 9997. */
export function ruckusConfiguration({ addresses }: Gateway, portal: Portal): Configuration[] {
  return [
    steps(portal, "Ruckus", [
      ["Hotspot Services (WISPr) → Login Page", "Hotspot Services (WISPr) → Login Page", portalUrl(portal)],
      [
        "Điện thoại gửi tên và mật khẩu tới http://<sip>:9997/login của",
        "The phone posts name and password to http://<sip>:9997/login of",
        addresses.join(", ") || "<sip>:9997",
      ],
      ...byRadius,
    ]),
  ];
}
