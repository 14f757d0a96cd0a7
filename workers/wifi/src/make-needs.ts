import type { Make } from "./gateways/gateway";

/** What an operator has to tell of a gateway, by make. */
export interface Needs {
  /** `made`: a key that both sides hold, invented here; `given`: what the other side already has; `none`. */
  secret: "made" | "given" | "none";
  settings: readonly string[];
  /** Filled in for whoever has nothing better. */
  addresses: readonly string[];
}

const none: Needs = { secret: "none", settings: [], addresses: [] };

export const needsOf: Readonly<Record<Make, Needs>> = {
  opennds: { ...none, secret: "made" },
  uam: { ...none, secret: "made" },
  mikrotik: none,
  unifi: { ...none, settings: ["controller", "site", "apiKey"] },
  meraki: { ...none, addresses: ["*.network-auth.com"] },
  omada: { ...none, settings: ["controller", "controllerId", "name", "password"] },
  aruba: { ...none, addresses: ["securelogin.arubanetworks.com"] },
  ruckus: none,
  smartzone: { ...none, secret: "given" },
  cisco: none,
  fortigate: none,
  cambium: none,
};

/** Makes that talk to a controller of theirs need no host to send the phone to. */
export const needsAddress = (make: Make) => make !== "unifi" && make !== "omada";
