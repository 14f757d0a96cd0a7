import { hmac, Problem } from "@ven/kit";
import * as z from "zod/mini";

import type { Gateway, Make } from "./gateways/gateway";
import type { Plan, Way } from "./plan";
import { openFor, type Ring } from "./seals";

/** A gateway where it stands, with everything that a login there needs; secrets are sealed. */
export interface Place {
  group: {
    id: string;
    organisation: string;
    name: string;
    nameEn: string;
    ssid: string;
    timezone: string;
    /** VNeID gives what an account gives, and asks for nothing but that proof. */
    ways: readonly (Way | "vneid")[];
    leaseDays: number;
    disasterUntil: number | null;
    disasterBanner: Readonly<Record<string, string>> | null;
  };
  site: {
    id: string;
    name: string;
    nameEn: string;
    opens: number | null;
    closes: number | null;
    egress: readonly string[];
    busyAt: number | null;
  };
  gateway: {
    id: string;
    make: Make;
    level: number | null;
    addresses: readonly string[];
    secrets: readonly { hash: string; sealed: string }[];
    settings: string;
    pollHash: string | null;
    /** While an operator tries it, what is seen of it is written down. */
    testUntil: number | null;
  };
  plans: readonly Plan[];
  /** Of this month's hashes of phones; null until somebody came this month. */
  salt: { fromAt: number; untilAt: number; sealed: string } | null;
}

export const gatewayContext = (id: string) => `gateway/${id}`;
export const saltContext = (group: string, fromAt: number) => `salt/${group}/${fromAt}`;
const Settings = z.record(z.string(), z.string());

/** The gateway with its secrets open. Throws `keys-unavailable` when none of our keys opens them. */
export async function openGateway({ gateway }: Pick<Place, "gateway">, ring: Ring): Promise<Gateway> {
  const { id, make, level, addresses } = gateway;
  const open = async (sealed: string) => {
    const text = await openFor(ring, sealed, gatewayContext(id));
    if (text === undefined) throw new Problem("keys-unavailable");
    return text;
  };
  const secrets = await Promise.all(gateway.secrets.map(({ sealed }) => open(sealed)));
  const settings = gateway.settings === "" ? {} : z.parse(Settings, JSON.parse(await open(gateway.settings)));
  return { id, make, level, addresses, secrets, settings };
}

/**
 * The name of a phone in this month: nobody can go back from it, and not even we can once the salt is dropped. Null
 * while there is no salt, because the database is away.
 */
export async function clientHash({ group, salt }: Pick<Place, "group" | "salt">, ring: Ring, mac: string, now: number) {
  if (!salt || salt.untilAt <= now) return null;
  const opened = await openFor(ring, salt.sealed, saltContext(group.id, salt.fromAt));
  if (opened === undefined) throw new Problem("keys-unavailable");
  return hmac(opened, mac);
}

/** Whether this make at this place makes the phone keep the limits we give: else there is nothing to end by itself. */
export const enforcesLimits = ({ make, level }: Pick<Gateway, "make" | "level">) =>
  make === "opennds" ? level === 3 || level === 4 : make !== "meraki";

export const planOf = ({ plans }: Pick<Place, "plans">, way: Way) => plans.find((plan) => plan.way === way);
export const isDisaster = ({ group }: Pick<Place, "group">, now: number) =>
  group.disasterUntil !== null && now < group.disasterUntil;
