import type { Configuration, Portal } from "../gateways/configuration";
import type { Gateway } from "../gateways/gateway";
import { byRadius, portalUrl, steps } from "./writing";

/** Ruckus SmartZone: WISPr hotspot; the portal tells the northbound interface (TCP 9443). */
export function smartzoneConfiguration({ addresses }: Gateway, portal: Portal): Configuration[] {
  return [
    steps(portal, "SmartZone", [
      ["Hotspot (WISPr) → Logon URL (External)", "Hotspot (WISPr) → Logon URL (External)", portalUrl(portal)],
      [
        "Northbound Interface: bật, đặt mật khẩu giống khoá ở trang thiết bị",
        "Northbound Interface: on, with the key of the gateway's page as its password",
        "/portalintf",
      ],
      ["Cổng phải tới được, qua TLS", "The portal must reach, over TLS", addresses.join(", ") || "<controller>:9443"],
      ...byRadius,
    ]),
  ];
}
