import { type Cell, type CsvRecord, readCsv, recordsOf, writeCsv } from "@ven/kit/csv";
import { sameKey } from "@ven/kit/text";

import { readIp } from "./gateways/read";
import { type GatewayFacts, linesOf, readGateway } from "./register-gateway";
import { type GatewayRow, kinds, type SiteFacts } from "./site-repository";

/** One row: a hotspot and one of its gateways. The site's facts stand in each of its rows. */
export interface HotspotRecord {
  line: number;
  site: SiteFacts & { id: string };
  gateway: GatewayFacts & { id: string };
}

export type FaultCode = "missing" | "form" | "unknown" | "twice" | "differs";
export interface RowFault {
  line: number;
  column: Column;
  code: FaultCode;
  value: string;
}

const columns = {
  site: ["Mã điểm phát", "mã"],
  name: ["Tên", "tên tiếng Việt"],
  nameEn: ["Tên tiếng Anh", "name in English"],
  kind: ["Loại", "kind"],
  ward: ["Phường, xã", "ward", "khu vực"],
  lat: ["Vĩ độ", "latitude"],
  lon: ["Kinh độ", "longitude"],
  opens: ["Mở lúc", "opens at"],
  closes: ["Đóng lúc", "closes at"],
  egress: ["Địa chỉ công cộng", "public addresses"],
  busyAt: ["Đông khi", "busy at"],
  gateway: ["Mã thiết bị", "gateway"],
  make: ["Thiết bị", "make"],
  level: ["Mức FAS", "level"],
  addresses: ["Máy chủ", "hosts"],
  names: ["Tên thiết bị", "names"],
  shownName: ["GatewayName"],
  secret: ["Khoá", "key"],
} as const;
export type Column = keyof typeof columns;
export const columnTitle = (column: Column) => columns[column][0];

const code = /^[a-z][a-z0-9-]{1,39}$/;
const limits = { rows: 2000, columns: 40, cell: 1000 };

/**
 * Reads hotspots (BOM, `,` `;` or tab). Rows with a fault are left out and told with their line. Throws kit's
 * `FileRefused` for a file that cannot be read at all.
 */
export function readHotspots(bytes: Uint8Array): { records: HotspotRecord[]; faults: RowFault[] } {
  const records: HotspotRecord[] = [];
  const faults: RowFault[] = [];
  const sites = new Map<string, string>();
  const gateways = new Set<string>();
  const names = new Set<string>();
  const rows = recordsOf(readCsv(bytes, limits), columns, ["site", "name", "lat", "lon", "make"]);
  for (const row of rows) {
    const read = recordOf(row);
    if ("code" in read) {
      faults.push(read);
      continue;
    }
    const { site, gateway } = read;
    const facts = JSON.stringify(site);
    const fault = (column: Column, why: FaultCode) =>
      faults.push({ line: row.line, column, code: why, value: row.values[column] });
    const clash = gateway.names.find((name) => names.has(`${gateway.make}/${name}`));
    if ((sites.get(site.id) ?? facts) !== facts) fault("site", "differs");
    else if (gateways.has(gateway.id)) fault("gateway", "twice");
    else if (clash !== undefined) fault("names", "twice");
    else {
      sites.set(site.id, facts);
      gateways.add(gateway.id);
      for (const name of gateway.names) names.add(`${gateway.make}/${name}`);
      records.push(read);
    }
  }
  return { records, faults };
}

function recordOf({ line, values }: CsvRecord<Column>): HotspotRecord | RowFault {
  const fault = (column: Column, why: FaultCode): RowFault => ({ line, column, code: why, value: values[column] });
  const id = values.site.toLowerCase();
  if (!code.test(id)) return fault("site", id === "" ? "missing" : "form");
  if (values.name === "" || values.name.length > 120) return fault("name", values.name === "" ? "missing" : "form");
  const kind = kinds.find((one) => one === (sameKey(values.kind) || "other"));
  if (!kind) return fault("kind", "unknown");
  const ward = sameKey(values.ward);
  if (!/^[a-z0-9_-]{2,60}$/.test(ward)) return fault("ward", ward === "" ? "missing" : "form");
  const lat = decimal(values.lat, 8, 24);
  if (lat === undefined) return fault("lat", "form");
  const lon = decimal(values.lon, 102, 115);
  if (lon === undefined) return fault("lon", "form");
  const opens = minutesIn(values.opens);
  const closes = minutesIn(values.closes);
  if (opens === undefined) return fault("opens", "form");
  if (closes === undefined || (opens === null) !== (closes === null)) return fault("closes", "form");
  const egress = linesOf(values.egress.replaceAll(/[|\s]+/g, ","));
  if (egress.some((one) => readIp(one) === null)) return fault("egress", "form");
  const busyAt = values.busyAt === "" ? null : Number(values.busyAt);
  if (busyAt !== null && !(Number.isInteger(busyAt) && busyAt > 0 && busyAt < 100_000)) return fault("busyAt", "form");
  const read = readGateway({
    make: sameKey(values.make),
    level: values.level,
    addresses: values.addresses.replaceAll("|", "\n"),
    names: values.names.replaceAll("|", "\n"),
    shownName: values.shownName,
    secret: values.secret,
    settings: "",
  });
  if (!read.ok) {
    const [{ field, why } = { field: "make", why: "form" } as const] = read.faults;
    return fault(field === "settings" ? "make" : field, why === "missing" ? "missing" : "form");
  }
  const gatewayId = values.gateway.toLowerCase() || `${id}-1`;
  if (!/^[a-z0-9][a-z0-9-]{0,60}$/.test(gatewayId)) return fault("gateway", "form");
  const nameEn = values.nameEn || values.name;
  const site = {
    id,
    name: values.name,
    nameEn,
    kind,
    ward,
    lat,
    lon,
    opens: opens === null ? null : opens % 1440,
    closes,
    egress,
    busyAt,
  };
  return { line, site, gateway: { ...read.facts, id: gatewayId } };
}

/** "20,95" as Vietnamese spreadsheets write it, or "20.95". */
function decimal(text: string, least: number, most: number) {
  const value = /^\d{1,3}([.,]\d{1,8})?$/.test(text) ? Number(text.replace(",", ".")) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}

/** "7:30" → 450, "" → null, anything else undefined. */
function minutesIn(text: string) {
  if (text === "") return null;
  const [, hours = "", minutes = ""] = /^(\d{1,2})[:h](\d\d)$/.exec(text) ?? [];
  const at = Number(hours) * 60 + Number(minutes);
  return hours === "" || Number(minutes) > 59 || at > 1440 ? undefined : at;
}

const timeText = (at: number | null) =>
  at === null ? "" : `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;

type Known = SiteFacts & { id: string; gateways: readonly GatewayRow[] };

/** The hotspots as the file that `readHotspots` reads back without a change; keys are never in it. */
export function writeHotspots(sites: readonly Known[]): string {
  const order = Object.keys(columns).filter((column): column is Column => column in columns);
  const rows = sites.flatMap((site) =>
    site.gateways.map((gateway): Cell[] => {
      const cells: Record<Column, Cell> = {
        site: site.id,
        name: site.name,
        nameEn: site.nameEn,
        kind: site.kind,
        ward: site.ward,
        lat: site.lat,
        lon: site.lon,
        opens: timeText(site.opens),
        closes: timeText(site.closes),
        egress: site.egress.join(" "),
        busyAt: site.busyAt,
        gateway: gateway.id,
        make: gateway.make,
        level: gateway.level,
        addresses: gateway.addresses.join(" | "),
        names: gateway.names.join(" | "),
        shownName: gateway.shownName,
        secret: "",
      };
      return order.map((column) => cells[column]);
    }),
  );
  return writeCsv([order.map(columnTitle), ...rows]);
}
