import type { Configuration, Portal } from "../gateways/configuration";
import type { Gateway } from "../gateways/gateway";
import { hostOf, portalUrl, quoted } from "./writing";

/** CoovaChilli's `/etc/chilli/config`, which its scripts read as a shell would. */
export function uamConfiguration({ secrets }: Gateway, portal: Portal): Configuration[] {
  const options: [string, string][] = [
    ["HS_UAMFORMAT", portalUrl(portal)],
    ["HS_UAMHOMEPAGE", ""],
    ["HS_UAMSECRET", secrets[0] ?? ""],
    ["HS_NASID", portal.site],
    ["HS_UAMALLOW", hostOf(portal)],
    ["HS_ACCT_INTERIM", "60"],
  ];
  return [{ file: "config", text: [...options.map(([key, value]) => `${key}=${quoted(value)}`), ""].join("\n") }];
}
