import type { Configuration, Portal } from "../gateways/configuration";
import type { Gateway } from "../gateways/gateway";
import { hostOf, steps } from "./writing";

/** UniFi: its console adds `/guest/s/<site>/` to the portal by itself; people are let in through the Integration API. */
export function unifiConfiguration({ settings }: Gateway, portal: Portal): Configuration[] {
  return [
    steps(portal, "UniFi", [
      ["Hotspot → cổng bên ngoài (External Portal Server)", "Hotspot → External Portal Server", hostOf(portal)],
      ["Đường dẫn do UniFi tự thêm", "Path that UniFi adds by itself", `/guest/s/${settings.site ?? "default"}/`],
      [
        "Khoá API (Integration API) của bộ điều khiển, ghi vào trang thiết bị ở đây",
        "API key (Integration API) of the console, written into the gateway's page here",
        "controller, site, apiKey",
      ],
      [
        "Bộ điều khiển phải tới được từ cổng, qua TLS",
        "The portal must reach the console over TLS",
        settings.controller ?? "https://<console>/proxy/network/integration",
      ],
    ]),
  ];
}
