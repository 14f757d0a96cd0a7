import { outlines, pointIn } from "@ven/city/outlines";
import { fill } from "@ven/kit/fill";
import { type Refresh, Tag } from "@ven/ui";

import { nameOf, type OfficeFrame, officePage, whenText } from "./office-shell";
import { aroundWords } from "./words/around";
import { officeWords } from "./words/office";

export interface Spot {
  id: string;
  gateway: string | null;
  name: string;
  nameEn: string;
  /** Slug of the ward, as `packages/city` has it with dashes. */
  ward: string;
  lat: number;
  lon: number;
  make: string | null;
  level: number | null;
  polledAt: number | null;
  running: number;
  lastGrantAt: number | null;
  /** From the tap until online, ms: median of the last days; null below ten. */
  toOnline: number | null;
}

export interface Hotspots extends OfficeFrame {
  spots: readonly Spot[];
  wards: readonly { slug: string; name: string; count: number }[];
  only: { ward?: string | undefined; state?: "silent" | undefined };
  disasterUntil: number | null;
  timezone: string;
  now: number;
  refresh: Refresh;
}

/** After so long without a poll a gateway that polls is silent, ms. */
export const silentAfter = 60_000;
export type Health = "good" | "silent" | "passive" | "none";

export function healthOf({ make, level, polledAt }: Pick<Spot, "make" | "level" | "polledAt">, now: number): Health {
  if (make === null) return "none";
  if (level !== 3 && level !== 4) return "passive";
  return polledAt !== null && now - polledAt <= silentAfter ? "good" : "silent";
}

/** Where the hotspots are and how they do: a map, and a list that says the same. */
export function hotspotsPage({ spots, wards, only, disasterUntil, timezone, now, refresh, ...frame }: Hotspots) {
  const { lang, group } = frame;
  const t = officeWords(lang);
  const around = aroundWords(lang);
  const at = `/hotspots/${group.id}`;
  const shown = spots.filter(
    (spot) =>
      (only.ward === undefined || spot.ward === only.ward) &&
      (only.state === undefined || healthOf(spot, now) === "silent"),
  );
  // A hotspot with two gateways stands in two rows, and its phones are the hotspot's.
  const sites = new Map(spots.map((spot) => [spot.id, spot.running]));
  const running = [...sites.values()].reduce((sum, one) => sum + one, 0);
  const silent = spots.filter((spot) => healthOf(spot, now) === "silent").length;
  return officePage(
    frame,
    around.list,
    <>
      <h1>{nameOf(group, lang)}</h1>
      <p>
        {fill(t.summary, { sites: sites.size, running })}{" "}
        {silent === 0 ? (
          fill(t.silentNow, { silent })
        ) : (
          <a href={`${at}?state=silent`}>{fill(t.silentNow, { silent })}</a>
        )}
      </p>
      {disasterUntil !== null && disasterUntil > now ? (
        <p>
          <Tag state="look">{around.disaster}</Tag> {whenText(disasterUntil, timezone)}
        </p>
      ) : null}
      <div class="two half">
        <section aria-labelledby="map">
          <h2 id="map">{t.map}</h2>
          <p class="soft">{t.mapHint}</p>
          <p class="row">
            <a href="#list">{t.skipMap}</a>
          </p>
          <SpotMap frame={frame} spots={shown} all={spots} zoomed={only.ward !== undefined} now={now} />
        </section>
        <section aria-labelledby="list">
          <h2 id="list" tabIndex={-1}>
            {around.list}
          </h2>
          <form class="row" method="get" action={at}>
            <label for="ward">{t.wards}</label>
            <select id="ward" name="ward">
              <option value="">{t.all}</option>
              {wards.map(({ slug, name, count }) => (
                <option key={slug} value={slug} selected={slug === only.ward}>
                  {name} ({count})
                </option>
              ))}
            </select>
            <label class="row">
              <input type="checkbox" name="state" value="silent" checked={only.state === "silent"} />
              {t.onlySilent}
            </label>
            <button class="btn line">{t.open}</button>
          </form>
          {shown.length === 0 ? <p>{t.nothing}</p> : null}
          <ul class="spots">
            {shown.map((spot) => (
              <li key={spot.gateway}>
                <span>
                  <a href={`${at}/sites/${spot.id}`}>{nameOf(spot, lang)}</a>
                  <small>
                    {wardName(wards, spot.ward)} · {spot.level === null ? spot.make : `${spot.make} ${spot.level}`} ·{" "}
                    {seenText(spot, { t, timezone })}
                  </small>
                </span>
                <span class="n">
                  <HealthTag health={healthOf(spot, now)} lang={lang} />
                  <small>
                    {fill(t.running, { n: spot.running })}
                    {spot.toOnline === null ? "" : ` · ${seconds(spot.toOnline, lang)}`}
                  </small>
                </span>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>,
    { refresh },
  );
}

const wardName = (wards: Hotspots["wards"], ward: string) => wards.find(({ slug }) => slug === ward)?.name ?? ward;

/** `seconds(1480, "vi") === "1,5 s"` */
export const seconds = (ms: number, lang: string) =>
  `${(ms / 1000).toLocaleString(lang, { maximumFractionDigits: ms < 10_000 ? 1 : 0 })} s`;

function seenText(
  { level, polledAt, lastGrantAt }: Spot,
  { t, timezone }: { t: ReturnType<typeof officeWords>; timezone: string },
) {
  if (level === 3 || level === 4)
    return polledAt === null ? t.neverPolled : fill(t.polled, { time: whenText(polledAt, timezone) });
  return lastGrantAt === null ? t.noGrant : fill(t.lastGrant, { time: whenText(lastGrantAt, timezone) });
}

export function HealthTag({ health, lang }: { health: Health; lang: OfficeFrame["lang"] }) {
  const t = officeWords(lang);
  const state = health === "good" || health === "silent" ? health : health === "none" ? ("look" as const) : undefined;
  return <Tag {...(state && { state })}>{t[health]}</Tag>;
}

interface MapProps {
  frame: OfficeFrame;
  spots: readonly Spot[];
  all: readonly Spot[];
  zoomed: boolean;
  now: number;
}

/** Drawn here from the communes' outline: no tiles, nothing from elsewhere. Silent ones are squares, so grey print tells. */
function SpotMap({ frame: { lang, city, group }, spots, all, zoomed, now }: MapProps) {
  const t = officeWords(lang);
  const outline = outlines[city.province];
  const points = (zoomed && spots.length > 0 ? spots : all).map(({ lat, lon }) => pointIn(outline, lon, lat));
  const margin = zoomed ? 3 : 14;
  const [left, right] = [
    Math.min(...points.map(({ x }) => x)) - margin,
    Math.max(...points.map(({ x }) => x)) + margin,
  ];
  const [top, bottom] = [
    Math.min(...points.map(({ y }) => y)) - margin,
    Math.max(...points.map(({ y }) => y)) + margin,
  ];
  if (points.length === 0) return null;
  const width = right - left;
  // Sizes are of the picture, whatever part of the province it shows.
  const unit = width / 100;
  return (
    <svg
      class="map"
      viewBox={[left, top, width, bottom - top].map((value) => Math.round(value * 10) / 10).join(" ")}
      aria-label={t.map}
    >
      <path d={outline.path} />
      {spots.map((spot) => {
        const { x, y } = pointIn(outline, spot.lon, spot.lat);
        const health = healthOf(spot, now);
        const r = Math.round((1 + Math.min(2, Math.sqrt(spot.running) / 5)) * unit * 10) / 10;
        return (
          <a
            key={spot.gateway}
            href={`/hotspots/${group.id}/sites/${spot.id}`}
            aria-label={`${nameOf(spot, lang)}: ${t[health]}`}
          >
            {health === "silent" ? (
              <rect class="s" x={tenth(x - r)} y={tenth(y - r)} width={tenth(2 * r)} height={tenth(2 * r)} />
            ) : (
              <circle class={health === "good" ? "g" : "p"} cx={x} cy={y} r={r} />
            )}
          </a>
        );
      })}
    </svg>
  );
}

const tenth = (value: number) => Math.round(value * 10) / 10;
