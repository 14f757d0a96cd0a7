import { audit, hmac } from "@ven/kit";

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

/** The statements that register a gateway, or change it: everything about it is replaced. */
export async function gatewayStatements(d1: D1Database, ring: Ring, gateway: NewGateway) {
  const { id, site, make, level, addresses, settings, names, gatewayName } = gateway;
  const secrets = await Promise.all(
    gateway.secrets.slice(0, 2).map(async (secret) => ({
      hash: (await hmac(ring[0] ?? "", `secret/${secret}`)).slice(0, 16),
      sealed: await sealFor(ring, secret, gatewayContext(id)),
    })),
  );
  const mac = names.map(readMac).find((one) => one !== null);
  const pollHash =
    make === "opennds" && gatewayName !== undefined && mac
      ? await gatewayHash(encodedGatewayName(gatewayName, mac))
      : null;
  const sealed =
    Object.keys(settings).length === 0 ? "" : await sealFor(ring, JSON.stringify(settings), gatewayContext(id));
  return [
    d1
      .prepare(
        `INSERT INTO wifi_gateway (id, site, make, level, addresses, secrets, settings, poll_hash, shown_name, version)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
         ON CONFLICT (id) DO UPDATE SET site = excluded.site, make = excluded.make, level = excluded.level,
           addresses = excluded.addresses, secrets = excluded.secrets, settings = excluded.settings,
           poll_hash = excluded.poll_hash, shown_name = excluded.shown_name, retired_at = NULL, version = version + 1`,
      )
      .bind(
        id,
        site,
        make,
        level,
        JSON.stringify(addresses),
        JSON.stringify(secrets),
        sealed,
        pollHash,
        gatewayName ?? null,
      ),
    d1.prepare("DELETE FROM wifi_gateway_name WHERE gateway = ?").bind(id),
    ...names.map((name) =>
      d1
        .prepare("INSERT INTO wifi_gateway_name (make, name, gateway) VALUES (?, ?, ?)")
        .bind(make, readMac(name) ?? name, id),
    ),
  ];
}

/** Who registered what: names and hosts, never secrets. */
export const gatewayAudit = (
  d1: D1Database,
  { id, site, make, addresses }: NewGateway,
  who: { actor: string; organisation: string; now: number; requestId: string },
) =>
  audit(d1, "wifi", {
    at: who.now,
    actor: who.actor,
    action: "register-gateway",
    object: id,
    organisation: who.organisation,
    detail: { site, make, addresses },
    requestId: who.requestId,
  });
