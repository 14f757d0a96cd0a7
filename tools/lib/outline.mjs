// The shape of a province small enough for a page: from the communes' boundaries to one SVG path of a few kilobytes.
import { readFileSync } from "node:fs";
import path from "node:path";

import { root } from "./workspace.mjs";

const files = { 22: "22_quang_ninh-communes.topo.json", 46: "46_hue-communes.topo.json" };
/** Width of the drawing in its own units; a unit is about a third of a kilometre. */
const width = 640;
/** Islands smaller than this are left out, and corners nearer than this to a straight line; in units (squared). */
const leastArea = 10;
const tolerance = 1.6;

function landOf(province) {
  const topology = JSON.parse(readFileSync(path.join(root, "packages/city/data", files[province]), "utf8"));
  const [layer] = Object.values(topology.objects);
  const { scale, translate } = topology.transform;
  const arcs = topology.arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
  });
  // A boundary that only one commune has is the coast or the border of the province.
  const uses = new Map();
  for (const index of layer.geometries.flatMap(({ arcs: of }) => of.flat(Infinity))) {
    const arc = index < 0 ? ~index : index;
    uses.set(arc, (uses.get(arc) ?? 0) + 1);
  }
  return joined(arcs.filter((_, index) => uses.get(index) === 1));
}

/** Arcs end to end, as far as they meet. */
function joined(arcs) {
  const key = ([x, y]) => `${x.toFixed(6)},${y.toFixed(6)}`;
  const open = arcs.map((arc) => [...arc]);
  const rings = [];
  while (open.length) {
    const ring = open.pop();
    for (;;) {
      const end = key(ring.at(-1));
      if (end === key(ring[0])) break;
      const at = open.findIndex((arc) => key(arc[0]) === end || key(arc.at(-1)) === end);
      if (at < 0) break;
      const [next] = open.splice(at, 1);
      ring.push(...(key(next[0]) === end ? next : next.toReversed()).slice(1));
    }
    rings.push(ring);
  }
  return rings;
}

/** Douglas and Peucker, 1973. */
function simplified(points) {
  if (points.length < 3) return points;
  const [first, last] = [points[0], points.at(-1)];
  let [far, at] = [0, 0];
  for (let i = 1; i < points.length - 1; i++) {
    const distance = away(points[i], first, last);
    if (distance > far) [far, at] = [distance, i];
  }
  if (far <= tolerance) return [first, last];
  return [...simplified(points.slice(0, at + 1)).slice(0, -1), ...simplified(points.slice(at))];
}

function away([x, y], [x1, y1], [x2, y2]) {
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (length === 0) return Math.hypot(x - x1, y - y1);
  return Math.abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length;
}

const areaOf = (ring) =>
  Math.abs(
    ring.reduce((sum, [x, y], i) => {
      const [nextX, nextY] = ring[(i + 1) % ring.length];
      return sum + x * nextY - nextX * y;
    }, 0),
  ) / 2;

/** `{ west, north, unit, width, height, path }`: a degree of longitude is `unit` wide, of latitude `unit / cos` high. */
export function outlineOf(province) {
  const rings = landOf(province);
  const points = rings.flat();
  const [west, east] = [Math.min, Math.max].map((of) => of(...points.map(([lon]) => lon)));
  const [south, north] = [Math.min, Math.max].map((of) => of(...points.map(([, lat]) => lat)));
  const flat = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const unit = width / (east - west);
  const drawn = rings
    .map((ring) => ring.map(([lon, lat]) => [(lon - west) * unit, ((north - lat) * unit) / flat]))
    .filter((ring) => areaOf(ring) >= leastArea)
    // A ring begins where it ends: cut it in two, or every corner is as near to its chord as the others.
    .map((ring) => [
      ...simplified(ring.slice(0, Math.ceil(ring.length / 2) + 1)).slice(0, -1),
      ...simplified(ring.slice(Math.ceil(ring.length / 2))),
    ])
    .map((ring) => ring.map((point) => point.map(Math.round)))
    .filter((ring) => ring.length > 3);
  const round = (value) => Number(value.toFixed(4));
  return {
    west: round(west),
    north: round(north),
    unit: round(unit),
    flat: round(flat),
    width,
    height: Math.ceil(((north - south) * unit) / flat),
    path: drawn.map(pathOf).join(""),
  };
}

/** Steps from corner to corner: shorter than places. */
function pathOf(ring) {
  let [x, y] = ring[0];
  const steps = ring.slice(1).flatMap(([nextX, nextY]) => {
    const step = [nextX - x, nextY - y];
    [x, y] = [nextX, nextY];
    return step[0] === 0 && step[1] === 0 ? [] : [step.join(" ").replace(" -", "-")];
  });
  return `M${ring[0].join(" ")}l${steps.join(" ").replaceAll(" -", "-")}z`;
}

/** packages/city/src/outlines.ts as it should be. */
export function sourceOfOutlines() {
  const entry = (province) => `  ${JSON.stringify(String(province))}: ${JSON.stringify(outlineOf(province))},`;
  return [
    "// Made from the communes' boundaries by `node tools/outline.mjs`; a test compares. Do not edit.",
    'import type { ProvinceCode } from "./units";',
    "",
    "/** A province as one SVG path; a degree of longitude is `unit` wide, a degree of latitude `unit / flat` high. */",
    "export interface Outline {",
    "  west: number;",
    "  north: number;",
    "  unit: number;",
    "  flat: number;",
    "  width: number;",
    "  height: number;",
    "  path: string;",
    "}",
    "",
    "export const outlines: Readonly<Record<ProvinceCode, Outline>> = {",
    ...Object.keys(files).map(entry),
    "};",
    "",
    "/** Where a place (WGS 84, degrees) is in the drawing. */",
    "export const pointIn = ({ west, north, unit, flat }: Outline, lon: number, lat: number) => ({",
    "  x: Math.round((lon - west) * unit * 10) / 10,",
    "  y: Math.round((((north - lat) * unit) / flat) * 10) / 10,",
    "});",
    "",
  ].join("\n");
}
