import { fill } from "@ven/kit/fill";
import { addDays } from "@ven/kit/local-time";
import { DataTable } from "@ven/ui";

import { nameOf, type OfficeFrame, officePage } from "./office-shell";
import { reportWords } from "./words/report";

interface Row {
  key: string;
  sessions: number | null;
  devices: number | null;
}
type Dimension = "day" | "site" | "lang" | "way";
interface Report {
  sessions: number | null;
  devices: number | null;
  by: Readonly<Record<Dimension, readonly Row[]>>;
}
type Words = ReturnType<typeof reportWords>;

/** A week's figures: a bar for each row, and the table that says the same. */
export function reportPage({
  week,
  weeks,
  report,
  sites,
  ...frame
}: OfficeFrame & {
  week: string;
  weeks: readonly string[];
  report: Report;
  sites: ReadonlyMap<string, { name: string; nameEn: string }>;
}) {
  const { lang, group } = frame;
  const t = reportWords(lang);
  const at = `/hotspots/${group.id}/reports`;
  const date = (text: string) => text.split("-").toReversed().join("/");
  const nameFor = (dimension: Dimension, key: string) => {
    switch (dimension) {
      case "day":
        return date(addDays(week, Number(key))).slice(0, 5);
      case "site": {
        const site = sites.get(key);
        return site ? nameOf(site, lang) : key;
      }
      case "lang":
        return key === "?" ? t["?"] : key.toUpperCase();
      case "way":
        return isWay(t, key) ? t[key] : key;
    }
  };
  return officePage(
    frame,
    t.title,
    <>
      <h1>{t.title}</h1>
      <form class="row" method="get" action={at}>
        <label for="week">{t.choose}</label>
        <select id="week" name="week">
          {[...new Set([...weeks, week])].map((one) => (
            <option key={one} value={one} selected={one === week}>
              {date(one)}
            </option>
          ))}
        </select>
        <button class="btn line">{t.open}</button>
      </form>
      <h2>{fill(t.week, { from: date(week), to: date(addDays(week, 6)) })}</h2>
      <p>
        {t.total}: <b>{number(report.sessions, lang)}</b> {t.sessions.toLowerCase()},{" "}
        <b>{number(report.devices, lang)}</b> {t.devices.toLowerCase()}
      </p>
      <p class="soft">
        {t.rule} {t.devicesRule}
      </p>
      {report.sessions === null ? (
        <p>{t.none}</p>
      ) : (
        (["day", "way", "lang", "site"] as const).map((dimension) => {
          const rows = report.by[dimension].map((row) => ({ ...row, name: nameFor(dimension, row.key) }));
          return (
            <section key={dimension}>
              <h2>{t[dimension]}</h2>
              {dimension === "site" ? null : <Bars rows={rows} label={t[dimension]} lang={lang} />}
              <DataTable
                caption={t[dimension]}
                columns={[
                  { text: t[dimension] },
                  { text: t.sessions, number: true },
                  { text: t.devices, number: true },
                ]}
                rows={rows.map(({ key, name, sessions, devices }) => ({
                  key,
                  cells: [name, number(sessions, lang), number(devices, lang)],
                }))}
              />
            </section>
          );
        })
      )}
      <p>
        <a href={`${at}/${week}/report.csv`} download>
          {t.csv}
        </a>
      </p>
    </>,
  );
}

const isWay = (t: Words, key: string): key is keyof Words => key in t;
const number = (value: number | null, lang: string) => (value === null ? "–" : value.toLocaleString(lang));

/** Drawn here; what is left out has no bar, which is not nothing: the table beside it says which is which. */
function Bars({
  rows,
  label,
  lang,
}: {
  rows: readonly (Row & { name: string })[];
  label: string;
  lang: OfficeFrame["lang"];
}) {
  const most = Math.max(1, ...rows.map(({ sessions }) => sessions ?? 0));
  const step = 28;
  return (
    <svg class="chart" viewBox={`0 0 360 ${rows.length * step + 4}`} role="img" aria-label={label}>
      {rows.map(({ key, name, sessions }, index) => (
        <g key={key}>
          <text x="0" y={index * step + 20}>
            {name}
          </text>
          {sessions === null ? null : (
            <rect x="120" y={index * step + 5} width={Math.max(1, Math.round((sessions / most) * 180))} height="20" />
          )}
          <text x={sessions === null ? 120 : 126 + Math.round((sessions / most) * 180)} y={index * step + 20}>
            {number(sessions, lang)}
          </text>
        </g>
      ))}
    </svg>
  );
}
