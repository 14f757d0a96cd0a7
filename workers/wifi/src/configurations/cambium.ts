import type { Configuration, Portal } from "../gateways/configuration";
import type { Gateway } from "../gateways/gateway";
import { byRadius, portalUrl, steps } from "./writing";

/** Cambium cnPilot and XV: external hosted guest page; the phone posts to port 880. */
export function cambiumConfiguration({ addresses }: Gateway, portal: Portal): Configuration[] {
  return [
    steps(portal, "Cambium", [
      ["Guest Access → External Hosted, URL", "Guest Access → External Hosted, URL", portalUrl(portal)],
      ["NAS Identifier (ga_nas_id)", "NAS Identifier (ga_nas_id)", portal.site],
      [
        "Điện thoại gửi ga_user, ga_pass tới /cgi-bin/hotspot_login.cgi của",
        "The phone posts ga_user, ga_pass to /cgi-bin/hotspot_login.cgi of",
        addresses.join(", ") || "<ga_srvr>:880",
      ],
      ...byRadius,
    ]),
  ];
}
