import { fill } from "@ven/kit/fill";
import { Button, Choices, DataTable, Field, Notification, Select, Tag, Wide } from "@ven/ui";

import { named } from "../options";
import { type ExchangeFrame, exchangePage } from "./frame";
import { exchangeWords } from "./words";

interface BookPage extends ExchangeFrame {
  kind: "register" | "borrowing";
  school: { id: string; name: string };
  rooms: readonly { id: string; name: string }[];
  resource: string | undefined;
  from: string;
  to: string;
  table: { head: readonly string[]; rows: readonly (readonly (string | number | boolean | null | undefined)[])[] };
}

/** The register of a room or the book of lent equipment, to read, to print on A4 and to take away. */
export function recordPage({ kind, school, rooms, resource, from, to, table, ...frame }: BookPage) {
  const words = exchangeWords(frame.lang);
  const name = rooms.find(({ id }) => id === resource)?.name;
  const query = new URLSearchParams({ from, to, ...(resource && { resource }) });
  return exchangePage(
    frame,
    words[kind],
    <>
      <h1>{words[kind]}</h1>
      <p>
        {[school.name, name, `${from.split("-").reverse().join("/")} – ${to.split("-").reverse().join("/")}`]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <form class="row" method="get" action={`/records/${school.id}/${kind}`}>
        {kind === "register" ? (
          <Select name="resource" label={words.room} options={named(rooms)} value={resource} />
        ) : null}
        <Field name="from" type="date" label={words.fromDay} value={from} />
        <Field name="to" type="date" label={words.to} value={to} />
        <Button kind="line">{words.show}</Button>
      </form>
      {table.rows.length === 0 ? (
        <p>{words.noUse}</p>
      ) : (
        <Wide label={words[kind]}>
          <DataTable
            caption={words[kind]}
            columns={table.head.map((text) => ({ text }))}
            rows={table.rows.map((cells, index) => ({
              key: String(index),
              cells: cells.map((cell) => String(cell ?? "")),
            }))}
          />
        </Wide>
      )}
      <p class="nav tools">
        <a href={`/records/${school.id}/${kind}.xlsx?${query}`}>{words.asXlsx}</a>
        <a href={`/records/${school.id}/${kind}.csv?${query}`}>{words.asCsv}</a>
      </p>
      <div class="row apart">
        <p>{words.signKeeper}</p>
        <p>{words.signHead}</p>
      </div>
    </>,
  );
}

interface Share {
  id: string;
  name: string;
  rooms: number;
  perMille: number;
  usedPerMille: number;
  target: number;
  met: boolean;
}
interface UsagePage extends ExchangeFrame {
  from: string;
  to: string;
  /** Whose weeks are charted: a school, a commune, or nothing for all. */
  of: string;
  target: number;
  chart: readonly { startsOn: string; perMille: number; usedPerMille: number }[];
  province: Share | undefined;
  communes: readonly Share[];
  schools: readonly Share[];
}

/** How much rooms are used, beside their target: province, communes, schools. */
export function usagePage({ from, to, of, target, chart, province, communes, schools, ...frame }: UsagePage) {
  const words = exchangeWords(frame.lang);
  return exchangePage(
    frame,
    words.usage,
    <>
      <h1>{words.usage}</h1>
      <p class="soft">{words.usageHint}</p>
      <form class="row" method="get" action="/records/usage">
        <Field name="from" type="date" label={words.fromDay} value={from} />
        <Field name="to" type="date" label={words.to} value={to} />
        <Button kind="line">{words.show}</Button>
      </form>
      {province ? (
        <>
          <form class="row rooms" method="get" action="/records/usage">
            <input type="hidden" name="from" value={from} />
            <input type="hidden" name="to" value={to} />
            <Select
              name="of"
              label={words.chartOf}
              value={of}
              options={[{ value: "", text: words.province }, ...named(communes), ...named(schools)]}
            />
            <Button kind="line">{words.show}</Button>
          </form>
          <Chart
            title={[...communes, ...schools].find(({ id }) => id === of)?.name ?? words.province}
            chart={chart}
            target={target}
            frame={frame}
          />
          <Shares id="province" title={words.province} rows={[province]} frame={frame} />
          <Shares id="communes" title={words.commune} rows={communes} frame={frame} />
          <Shares id="schools" title={words.school} rows={schools} frame={frame} />
          <p class="nav tools">
            <a href={`/records/usage.csv?${new URLSearchParams({ from, to })}`}>{words.asCsv}</a>
          </p>
        </>
      ) : (
        <p>{words.noUsage}</p>
      )}
    </>,
  );
}

const percent = (perMille: number) => `${Math.round(perMille / 10)} %`;

function Shares({
  id,
  title,
  rows,
  frame,
}: {
  id: string;
  title: string;
  rows: readonly Share[];
  frame: ExchangeFrame;
}) {
  const words = exchangeWords(frame.lang);
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <Wide label={title}>
        <DataTable
          caption={title}
          columns={[
            { text: title },
            { text: words.roomCount, number: true },
            { text: words.booked, number: true },
            { text: words.used, number: true },
            { text: words.target, number: true },
            { text: words.state },
          ]}
          rows={rows.map((row) => ({
            key: row.id,
            cells: [
              row.name,
              String(row.rooms),
              <span key="booked">
                {percent(row.perMille)}
                <Bar share={row} />
              </span>,
              percent(row.usedPerMille),
              percent(row.target),
              <Tag key="state" state={row.met ? "good" : "look"}>
                {row.met ? words.met : words.notMet}
              </Tag>,
            ],
          }))}
        />
      </Wide>
    </section>
  );
}

const plot = { left: 44, top: 10, height: 160, bottom: 34 };

/** Weeks side by side: booked, within it used, and a line at the target; the table under it says the same in figures. */
function Chart({
  title,
  chart,
  target,
  frame,
}: {
  title: string;
  chart: UsagePage["chart"];
  target: number;
  frame: ExchangeFrame;
}) {
  const words = exchangeWords(frame.lang);
  const step = 56;
  const width = plot.left + Math.max(5, chart.length) * step + 8;
  const y = (perMille: number) => plot.top + plot.height - (perMille * plot.height) / 1000;
  const short = (date: string) => date.slice(5).split("-").reverse().join("/");
  return (
    <figure class="stack">
      <figcaption>
        <strong>{title}</strong> <span class="soft">{words.chartKey}</span>
      </figcaption>
      <Wide label={title}>
        <svg
          viewBox={`0 0 ${width} ${plot.top + plot.height + plot.bottom}`}
          width={width}
          height={plot.top + plot.height + plot.bottom}
          role="img"
          aria-label={`${words.usage}: ${title}`}
        >
          {[0, 250, 500, 750, 1000].map((mark) => (
            <g key={mark}>
              <path d={`M${plot.left} ${y(mark)}H${width}`} stroke="var(--line)" />
              <text x={plot.left - 6} y={y(mark) + 4} text-anchor="end" font-size="12" fill="var(--ink)">
                {`${mark / 10} %`}
              </text>
            </g>
          ))}
          {chart.map(({ startsOn, perMille, usedPerMille }, index) => {
            const x = plot.left + index * step + 10;
            return (
              <g key={startsOn}>
                <rect
                  x={x}
                  y={y(perMille)}
                  width="36"
                  height={(perMille * plot.height) / 1000}
                  fill="var(--sea-w)"
                  stroke="var(--sea)"
                />
                <rect
                  x={x}
                  y={y(usedPerMille)}
                  width="36"
                  height={(usedPerMille * plot.height) / 1000}
                  fill="var(--sea)"
                />
                <text x={x + 18} y={plot.top + plot.height + 18} text-anchor="middle" font-size="12" fill="var(--ink)">
                  {short(startsOn)}
                </text>
              </g>
            );
          })}
          <path
            d={`M${plot.left} ${y(target)}H${width}`}
            stroke="var(--stop)"
            stroke-width="2"
            stroke-dasharray="6 4"
          />
          <text x={width - 4} y={y(target) - 5} text-anchor="end" font-size="12" fill="var(--stop)">
            {`${words.target} ${percent(target)}`}
          </text>
        </svg>
      </Wide>
      <details>
        <summary>{words.chartTable}</summary>
        <DataTable
          caption={words.chartTable}
          columns={[{ text: words.weekFrom }, { text: words.booked, number: true }, { text: words.used, number: true }]}
          rows={chart.map(({ startsOn, perMille, usedPerMille }) => ({
            key: startsOn,
            cells: [startsOn.split("-").reverse().join("/"), percent(perMille), percent(usedPerMille)],
          }))}
        />
      </details>
    </figure>
  );
}

/** A bar of what is booked, the darker part used, a line at the target. The figures beside it say the same. */
function Bar({ share: { perMille, usedPerMille, target } }: { share: Share }) {
  return (
    <svg viewBox="0 0 100 10" width="100" height="10" aria-hidden="true">
      <rect width="100" height="10" fill="currentColor" opacity="0.12" />
      <rect width={perMille / 10} height="10" fill="currentColor" opacity="0.4" />
      <rect width={usedPerMille / 10} height="10" fill="currentColor" opacity="0.6" />
      <rect x={Math.min(99, target / 10)} width="1" height="10" fill="currentColor" />
    </svg>
  );
}

interface FeedsPage extends ExchangeFrame {
  school: { id: string; name: string };
  /** What a calendar can be made of: "person:…", "room:…", "class:…", "school:…". */
  targets: readonly { id: string; name: string }[];
  feeds: readonly { id: string; name: string; privacy: "full" | "busy" }[];
  made?: string;
}

/** Calendar addresses: make one, see those that are open, take one back. */
export function feedsPage({ school, targets, feeds, made, ...frame }: FeedsPage) {
  const words = exchangeWords(frame.lang);
  return exchangePage(
    frame,
    words.feeds,
    <>
      <h1>{words.feeds}</h1>
      <p class="soft">{words.feedsHint}</p>
      {made ? (
        <Notification kind="success">
          {words.feedMade} <code>{made}</code>
        </Notification>
      ) : null}
      <form class="stack" method="post" action={`/records/${school.id}/feeds`}>
        <Select name="target" label={words.feedOf} options={named(targets)} />
        <Choices
          name="privacy"
          legend={words.privacy}
          value="full"
          options={[
            { value: "full", text: words.full },
            { value: "busy", text: words.busyOnly },
          ]}
        />
        <Button>{words.makeFeed}</Button>
      </form>
      {feeds.length === 0 ? (
        <p>{words.noFeeds}</p>
      ) : (
        <DataTable
          caption={words.feeds}
          columns={[{ text: words.feedOf }, { text: words.privacy }, { text: words.state }]}
          rows={feeds.map(({ id, name, privacy }) => ({
            key: id,
            cells: [
              name,
              privacy === "full" ? words.full : words.busyOnly,
              <form key="revoke" method="post" action={`/records/${school.id}/feeds/revoke`}>
                <input type="hidden" name="feed" value={id} />
                <Button kind="stop">
                  {words.revoke}
                  <span class="vh"> {fill(words.revokeOf, { name })}</span>
                </Button>
              </form>,
            ],
          }))}
        />
      )}
    </>,
  );
}
