import { hmac } from "@ven/kit";

import type { Make } from "./gateways/gateway";
import { encodedGatewayName, gatewayHash } from "./gateways/opennds";
import { readMac } from "./gateways/read";
import { gatewayContext } from "./place";
import { type Ring, sealFor } from "./seals";

/** A gateway as an operator registers it; secrets in clear, the active one first. */
export interface NewGateway {
  id: string;
  site: string;
  make: Make;
  level: number | null;
  addresses: readonly string[];
  secrets: readonly string[];
  settings: Readonly<Record<string, string>>;
  /** Names by which it shows itself; openNDS: its hardware address. */
  names: readonly string[];
  /** openNDS: `GatewayName`. */
  gatewayName?: string | undefined;
}

/** A gateway whose secrets and settings stay as they are sealed; a new secret goes before the active one. */
export type KeptGateway = Omit<NewGateway, "secrets" | "settings"> & {
  kept: { secrets: readonly { hash: string; sealed: string }[]; settings: string };
  secret?: string | undefined;
};

/** What a secret is known by without being opened. */
export const secretHash = async (ring: Ring, secret: string) =>
  (await hmac(ring[0] ?? "", `secret/${secret}`)).slice(0, 16);

async function sealedOf(ring: Ring, gateway: NewGateway | KeptGateway) {
  const context = gatewayContext(gateway.id);
  const seal = async (secret: string) => ({
    hash: await secretHash(ring, secret),
    sealed: await sealFor(ring, secret, context),
  });
  if ("kept" in gateway) {
    const { kept, secret } = gateway;
    return secret === undefined ? kept : { ...kept, secrets: [await seal(secret), ...kept.secrets.slice(0, 1)] };
  }
  const secrets = await Promise.all(gateway.secrets.slice(0, 2).map(seal));
  const { settings } = gateway;
  const none = Object.keys(settings).length === 0;
  return { secrets, settings: none ? "" : await sealFor(ring, JSON.stringify(settings), context) };
}

async function rowOf(ring: Ring, gateway: NewGateway | KeptGateway) {
  const { id, site, make, level, addresses, names, gatewayName = null } = gateway;
  const mac = names.map(readMac).find((one) => one !== null);
  const pollHash =
    make === "opennds" && gatewayName !== null && mac ? await gatewayHash(encodedGatewayName(gatewayName, mac)) : null;
  const shown = names.map((name) => readMac(name) ?? name);
  return { id, site, make, level, addresses, names: shown, gatewayName, pollHash, ...(await sealedOf(ring, gateway)) };
}

/** The statements that register gateways, or change them: everything about them is replaced. However many, three. */
export async function gatewayStatements(d1: D1Database, ring: Ring, ...gateways: (NewGateway | KeptGateway)[]) {
  const rows = JSON.stringify(await Promise.all(gateways.map((gateway) => rowOf(ring, gateway))));
  return [
    // All names first: two gateways may have changed theirs for each other's.
    d1.prepare("DELETE FROM wifi_gateway_name WHERE gateway IN (SELECT value ->> 'id' FROM json_each(?))").bind(rows),
    d1
      .prepare(
        `INSERT INTO wifi_gateway (id, site, make, level, addresses, secrets, settings, poll_hash, shown_name, version)
         SELECT value ->> 'id', value ->> 'site', value ->> 'make', value ->> 'level', value -> 'addresses', value -> 'secrets',
           value ->> 'settings', value ->> 'pollHash', value ->> 'gatewayName', 1 FROM json_each(?) WHERE true
         ON CONFLICT (id) DO UPDATE SET site = excluded.site, make = excluded.make, level = excluded.level,
           addresses = excluded.addresses, secrets = excluded.secrets, settings = excluded.settings,
           poll_hash = excluded.poll_hash, shown_name = excluded.shown_name, retired_at = NULL, version = version + 1`,
      )
      .bind(rows),
    d1
      .prepare(
        `INSERT INTO wifi_gateway_name (make, name, gateway) SELECT one.value ->> 'make', name.value, one.value ->> 'id'
         FROM json_each(?) AS one, json_each(one.value -> 'names') AS name`,
      )
      .bind(rows),
  ];
}
