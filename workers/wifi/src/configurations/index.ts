import type { Configuration, Portal } from "../gateways/configuration";
import type { Gateway, Make } from "../gateways/gateway";
import { arubaConfiguration } from "./aruba";
import { cambiumConfiguration } from "./cambium";
import { ciscoConfiguration } from "./cisco";
import { fortigateConfiguration } from "./fortigate";
import { merakiConfiguration } from "./meraki";
import { mikrotikConfiguration } from "./mikrotik";
import { omadaConfiguration } from "./omada";
import { openndsConfiguration } from "./opennds";
import { ruckusConfiguration } from "./ruckus";
import { smartzoneConfiguration } from "./smartzone";
import { uamConfiguration } from "./uam";
import { unifiConfiguration } from "./unifi";

const writers: Readonly<Record<Make, (gateway: Gateway, portal: Portal) => Configuration[]>> = {
  opennds: openndsConfiguration,
  uam: uamConfiguration,
  mikrotik: mikrotikConfiguration,
  unifi: unifiConfiguration,
  meraki: merakiConfiguration,
  omada: omadaConfiguration,
  aruba: arubaConfiguration,
  ruckus: ruckusConfiguration,
  smartzone: smartzoneConfiguration,
  cisco: ciscoConfiguration,
  fortigate: fortigateConfiguration,
  cambium: cambiumConfiguration,
};

/**
 * What an operator puts on a gateway, or sets there by hand, so that it sends its phones here. Throws `Unwritable` for a
 * value that its file cannot hold.
 */
export const configurationsOf = (gateway: Gateway, portal: Portal) => writers[gateway.make](gateway, portal);

/** File names of a make's configuration, without its secrets being opened. */
export const filesOf = (make: Make, site: string) =>
  make === "opennds"
    ? ["opennds.conf", "opennds.uci"]
    : make === "uam"
      ? ["config"]
      : make === "mikrotik"
        ? ["login.html", "ven.rsc"]
        : [`${titles[make].toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}-${site}.txt`];

/** Makes as people call them. */
export const titles: Readonly<Record<Make, string>> = {
  opennds: "openNDS",
  uam: "CoovaChilli (UAM)",
  mikrotik: "MikroTik",
  unifi: "UniFi",
  meraki: "Meraki",
  omada: "Omada",
  aruba: "Aruba",
  ruckus: "Ruckus",
  smartzone: "SmartZone",
  cisco: "Cisco WLC",
  fortigate: "FortiGate",
  cambium: "Cambium",
};
