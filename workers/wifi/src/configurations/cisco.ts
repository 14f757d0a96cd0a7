import type { Configuration, Portal } from "../gateways/configuration";
import type { Gateway } from "../gateways/gateway";
import { byRadius, portalUrl, steps } from "./writing";

/** Cisco WLC: external web authentication; the phone posts to the virtual address. */
export function ciscoConfiguration({ addresses }: Gateway, portal: Portal): Configuration[] {
  return [
    steps(portal, "Cisco WLC", [
      ["Web Auth → External, URL", "Web Auth → External, URL", portalUrl(portal)],
      [
        "Điện thoại gửi tên và mật khẩu tới https://<địa chỉ ảo>/login.html của",
        "The phone posts name and password to https://<virtual address>/login.html of",
        addresses.join(", ") || "192.0.2.1",
      ],
      ...byRadius,
    ]),
  ];
}
