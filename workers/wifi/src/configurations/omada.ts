import type { Configuration, Portal } from "../gateways/configuration";
import type { Gateway } from "../gateways/gateway";
import { portalUrl, steps } from "./writing";

/** TP-Link Omada: external portal server; people are let in through the controller's hotspot API. */
export function omadaConfiguration({ settings }: Gateway, portal: Portal): Configuration[] {
  return [
    steps(portal, "Omada", [
      ["Portal → External Portal Server, URL", "Portal → External Portal Server, URL", portalUrl(portal)],
      [
        "Hotspot Manager → Operators: tạo tài khoản, ghi tên và mật khẩu vào trang thiết bị ở đây",
        "Hotspot Manager → Operators: make an account, write its name and password into the gateway's page here",
        "name, password",
      ],
      [
        "Mã bộ điều khiển, trong địa chỉ trang quản trị",
        "Controller id, in the address of its own pages",
        settings.controllerId ?? "controllerId",
      ],
      [
        "Bộ điều khiển phải tới được từ cổng, qua TLS",
        "The portal must reach the controller over TLS",
        settings.controller ?? "https://<controller>:8043",
      ],
      [
        "Đơn vị thời gian: nếu phiên kết thúc quá sớm, đặt timeUnit=us",
        "Unit of time: if sessions end far too early, set timeUnit=us",
        `timeUnit=${settings.timeUnit === "us" ? "us" : "ms"}`,
      ],
    ]),
  ];
}
