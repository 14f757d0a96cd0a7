// The boundaries weigh 150 kB: import this entry only where a place must be found, never from the index.
import quangNinh from "../data/22_quang_ninh-communes.topo.json";
import hue from "../data/46_hue-communes.topo.json";
import { units, type ProvinceCode, type Unit } from "./units";

type Point = readonly [lon: number, lat: number];
type Ring = readonly Point[];
type Boundary = {
  code: string;
  box: readonly [west: number, south: number, east: number, north: number];
  rings: readonly Ring[];
};
type Topology = {
  arcs: number[][][];
  transform: { scale: number[]; translate: number[] };
  geometries: { type: string; arcs: unknown; properties: { code: string } }[];
};

const sources: Record<ProvinceCode, Topology> = {
  "22": { ...quangNinh, geometries: quangNinh.objects["0"].geometries },
  "46": { ...hue, geometries: hue.objects.layer.geometries },
};
const cache = new Map<ProvinceCode, readonly Boundary[]>();

/** Arcs are quantised differences (TopoJSON specification, 2.1.3 and 2.1.4). */
function decode({ arcs, transform }: Topology): Ring[] {
  const [scaleX = 1, scaleY = 1] = transform.scale;
  const [left = 0, bottom = 0] = transform.translate;
  return arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx = 0, dy = 0]): Point => {
      x += dx;
      y += dy;
      return [x * scaleX + left, y * scaleY + bottom];
    });
  });
}

/** Indices of arcs, however deep: a polygon has rings of arcs, a multipolygon polygons of rings of arcs. */
function ringIndices(arcs: unknown): number[][] {
  if (!Array.isArray(arcs)) return [];
  if (arcs.every((each): each is number => typeof each === "number")) return [arcs];
  return arcs.flatMap(ringIndices);
}

function boundaries(province: ProvinceCode): readonly Boundary[] {
  const known = cache.get(province);
  if (known) return known;
  const topology = sources[province];
  const arcs = decode(topology);
  // A negative index is the arc ~index, walked backwards.
  const arcAt = (index: number): Ring => (index >= 0 ? arcs[index] : arcs[~index]?.toReversed()) ?? [];
  const list = topology.geometries.map((geometry): Boundary => {
    const rings = ringIndices(geometry.arcs).map((indices) => indices.flatMap(arcAt));
    const points = rings.flat();
    const lons = points.map(([lon]) => lon);
    const lats = points.map(([, lat]) => lat);
    const box = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)] as const;
    return { code: geometry.properties.code, box, rings };
  });
  cache.set(province, list);
  return list;
}

/** Even-odd rule over all rings, so that holes and enclaves need no order. */
function contains({ box: [west, south, east, north], rings }: Boundary, lon: number, lat: number): boolean {
  if (lon < west || lon > east || lat < south || lat > north) return false;
  let inside = false;
  for (const ring of rings) {
    let previous = ring.at(-1);
    for (const point of ring) {
      if (previous && point[1] > lat !== previous[1] > lat) {
        const crossing = point[0] + ((lat - point[1]) / (previous[1] - point[1])) * (previous[0] - point[0]);
        if (lon < crossing) inside = !inside;
      }
      previous = point;
    }
  }
  return inside;
}

/**
 * The unit on whose land a place lies: WGS 84 longitude and latitude in degrees. Undefined at sea (Hạ Long Bay belongs
 * to no unit here) and outside the two provinces. Boundaries are simplified to about 100 m.
 */
export function unitAt(lon: number, lat: number): Unit | undefined {
  for (const province of ["22", "46"] as const) {
    const found = boundaries(province).find((boundary) => contains(boundary, lon, lat));
    if (found) return units(province).find((unit) => unit.code === found.code);
  }
  return undefined;
}
