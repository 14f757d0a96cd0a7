import { canonical, sha256 } from "@ven/kit";

import { type KeptGateway, type NewGateway, secretHash } from "./gateway-repository";
import type { HotspotRecord } from "./hotspots-file";
import { firstSecrets } from "./register-gateway";
import type { Ring } from "./seals";
import type { GatewayRow, SiteFacts } from "./site-repository";

type Known = SiteFacts & { id: string; gateways: readonly GatewayRow[] };

export interface Change {
  id: string;
  kind: "new" | "changed";
  /** Names of fields that differ; a new key is `secret`. */
  fields: string[];
}

/** What a file would change in what is there. Nothing is ever deleted: what is not in the file is only named. */
export interface Difference {
  sites: Change[];
  gateways: Change[];
  same: number;
  missing: string[];
  /** Stands for exactly this difference: what was shown is what is applied. */
  digest: string;
}

const siteFields = [
  "name",
  "nameEn",
  "kind",
  "ward",
  "lat",
  "lon",
  "opens",
  "closes",
  "egress",
  "busyAt",
] as const satisfies readonly (keyof SiteFacts)[];

const same = (a: unknown, b: unknown) => canonical(a) === canonical(b);

/** Compares; the order of names and hosts counts for nothing. */
export async function differenceOf(
  records: readonly HotspotRecord[],
  known: readonly Known[],
  ring: Ring,
): Promise<Difference> {
  const before = new Map(known.map((site) => [site.id, site]));
  const sites = new Map<string, Change>();
  const gateways: Change[] = [];
  let unchanged = 0;
  const seen = new Set<string>();
  for (const { site, gateway } of records) {
    const old = before.get(site.id);
    if (!seen.has(site.id)) {
      seen.add(site.id);
      const fields = old ? siteFields.filter((field) => !same(old[field], site[field])) : [];
      if (!old) sites.set(site.id, { id: site.id, kind: "new", fields: [] });
      else if (fields.length > 0) sites.set(site.id, { id: site.id, kind: "changed", fields });
    }
    const oldGateway = old?.gateways.find(({ id }) => id === gateway.id);
    if (!oldGateway) gateways.push({ id: gateway.id, kind: "new", fields: [] });
    else {
      const fields = await gatewayFields(oldGateway, gateway, ring);
      if (fields.length > 0) gateways.push({ id: gateway.id, kind: "changed", fields });
      else if (!sites.has(site.id)) unchanged++;
    }
  }
  const missing = known.filter(({ id }) => !seen.has(id)).map(({ id }) => id);
  const shown = { sites: [...sites.values()], gateways, same: unchanged, missing };
  return { ...shown, digest: await sha256(canonical(shown)) };
}

async function gatewayFields(old: GatewayRow, gateway: HotspotRecord["gateway"], ring: Ring) {
  const fields: string[] = [];
  const sorted = (list: readonly string[]) => list.toSorted();
  if (old.make !== gateway.make) fields.push("make");
  if (old.level !== gateway.level) fields.push("level");
  if (!same(sorted(old.addresses), sorted(gateway.addresses))) fields.push("addresses");
  if (!same(sorted(old.names), sorted(gateway.names))) fields.push("names");
  if ((old.shownName ?? undefined) !== gateway.gatewayName) fields.push("shownName");
  const { secret } = gateway;
  if (secret !== undefined && old.secrets[0]?.hash !== (await secretHash(ring, secret))) fields.push("secret");
  return fields;
}

/** What has to be written for a difference: new and changed hotspots and gateways. Keys that nobody gave stay, or are made. */
export function toRegister(
  records: readonly HotspotRecord[],
  known: readonly Known[],
  difference: Difference,
): { sites: (SiteFacts & { id: string })[]; gateways: (NewGateway | KeptGateway)[] } {
  const wanted = new Map(records.map(({ site }) => [site.id, site]));
  const old = new Map(known.flatMap((site) => site.gateways.map((gateway) => [gateway.id, gateway] as const)));
  const changed = new Map(difference.gateways.map((one) => [one.id, one]));
  return {
    sites: difference.sites.flatMap(({ id }) => wanted.get(id) ?? []),
    gateways: records.flatMap(({ site, gateway: { secret, ...gateway } }) => {
      const change = changed.get(gateway.id);
      if (!change) return [];
      const before = old.get(gateway.id);
      if (!before || change.fields.includes("make"))
        return { ...gateway, site: site.id, secrets: firstSecrets(gateway.make, secret) };
      const { settings: _, ...facts } = gateway;
      const kept = { secrets: before.secrets, settings: before.settings };
      return { ...facts, site: site.id, kept, ...(change.fields.includes("secret") && { secret }) };
    }),
  };
}
