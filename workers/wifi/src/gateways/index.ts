import { aruba } from "./aruba";
import { cambium } from "./cambium";
import { cisco } from "./cisco";
import { fortigate } from "./fortigate";
import type { Adapter, Make } from "./gateway";
import { meraki } from "./meraki";
import { mikrotik } from "./mikrotik";
import { omada } from "./omada";
import { opennds } from "./opennds";
import { ruckus } from "./ruckus";
import { smartzone } from "./smartzone";
import { uam } from "./uam";
import { unifi } from "./unifi";

/** One adapter a make. */
export const adapters: Readonly<Record<Make, Adapter>> = {
  opennds,
  uam,
  mikrotik,
  unifi,
  meraki,
  omada,
  aruba,
  ruckus,
  smartzone,
  cisco,
  fortigate,
  cambium,
};
