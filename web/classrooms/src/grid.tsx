import { fill } from "@ven/kit/fill";
import { Button } from "@ven/ui";

import { Turn } from "./parts";
import { type StaffFrame, staffPage } from "./shell";
import { dateText, roomWords } from "./words/rooms";

/** One cell: free ones lead to the booking form, one's own to the booking, closed ones nowhere. */
export interface Cell {
  kind: "free" | "mine" | "taken" | "pending" | "closed" | "past";
  text: string;
  href: string | null;
}
export interface GridRow {
  key: string;
  head: string;
  sub: string | null;
  cells: readonly Cell[];
}
export interface Grid {
  view: "day" | "room" | "all";
  date: string;
  today: string;
  before: string;
  after: string;
  corner: string;
  columns: readonly { head: string; sub: string | null }[];
  groups: readonly { key: string; head: string | null; rows: readonly GridRow[] }[];
  rooms: readonly { code: string; name: string }[];
  room: string | null;
  note: string | null;
}

const look: Record<Cell["kind"], string | undefined> = {
  free: undefined,
  mine: "m",
  taken: "t",
  pending: "w",
  closed: "x",
  past: undefined,
};

/** Rooms and periods as a table with real links; scripts only add the arrow keys. */
export function gridPage(frame: StaffFrame, grid: Grid) {
  const { lang, school } = frame;
  const t = roomWords(lang);
  const base = `/s/${school?.id ?? ""}/rooms`;
  const href = (view: string, date: string, room = grid.room) =>
    `${base}?view=${view}&date=${date}${view === "room" && room ? `&room=${room}` : ""}`;
  const labelled = grid.view !== "all";
  const title =
    grid.view === "day"
      ? dateText(grid.date, lang)
      : fill(t.week, {
          from: dateText(grid.groups[0]?.key ?? grid.date, lang, "short"),
          to: dateText(grid.groups.at(-1)?.key ?? grid.date, lang, "short"),
        });
  return staffPage(
    frame,
    {
      title: `${t.grid} – ${title}`,
      scripts: ["roving"],
      body: (
        <>
          <h1>{title}</h1>
          <div class="tools">
            <Turn
              lang={lang}
              href={(date) => href(grid.view, date)}
              before={grid.before}
              after={grid.after}
              now={grid.today}
            />
            <p class="nav">
              <a href={href("day", grid.date)} aria-current={grid.view === "day" ? "page" : undefined}>
                {t.day}
              </a>
              <a href={href("all", grid.date)} aria-current={grid.view === "all" ? "page" : undefined}>
                {t.wholeWeek}
              </a>
              <a href={`/s/${school?.id ?? ""}/floors`}>{t.floors}</a>
            </p>
            <form class="row rooms" method="get" action={base}>
              <input type="hidden" name="view" value="room" />
              <input type="hidden" name="date" value={grid.date} />
              <label for="room">{t.room}</label>
              <select id="room" name="room">
                {grid.rooms.map(({ code, name }) => (
                  <option key={code} value={code} selected={code === grid.room}>
                    {name}
                  </option>
                ))}
              </select>
              <Button kind="line">{t.wholeWeek}</Button>
            </form>
          </div>
          {grid.note ? <p class="note">{grid.note}</p> : null}
          {labelled ? null : (
            <div class="narrow">
              <p>{t.wideWeek}</p>
              <ul class="links">
                {grid.groups.map(({ key, head, rows }) => (
                  <li key={key}>
                    <a href={href("day", key)}>
                      <span>
                        {head}{" "}
                        <small class="soft">
                          {fill(t.freeCells, {
                            n: rows.flatMap(({ cells }) => cells).filter(({ kind }) => kind === "free").length,
                          })}
                        </small>
                      </span>
                    </a>
                  </li>
                ))}
              </ul>
            </div>
          )}
          <div class={labelled ? "scroll" : "scroll wide"}>
            <table class="week">
              <caption class="vh">{title}</caption>
              <thead>
                <tr>
                  <th scope="col">{grid.corner}</th>
                  {grid.columns.map(({ head, sub }) => (
                    <th key={head} scope="col">
                      {head}
                      {sub ? (
                        <>
                          <br />
                          <span class="soft num">{sub}</span>
                        </>
                      ) : null}
                    </th>
                  ))}
                </tr>
              </thead>
              {grid.groups.map((group) => (
                <tbody key={group.key}>
                  {group.head ? (
                    <tr>
                      <th scope="rowgroup" colSpan={grid.columns.length + 1}>
                        {group.head}
                      </th>
                    </tr>
                  ) : null}
                  {group.rows.map((row) => (
                    <tr key={row.key}>
                      <th scope="row">
                        {row.head}
                        {row.sub ? <span class="soft"> {row.sub}</span> : null}
                      </th>
                      {row.cells.map(({ kind, text, href: to }, index) => (
                        <td
                          key={index}
                          class={kind === "taken" && to === null ? undefined : look[kind]}
                          data-t={labelled ? grid.columns[index]?.head : undefined}
                        >
                          {to === null ? text : <a href={to}>{text}</a>}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              ))}
            </table>
          </div>
        </>
      ),
    },
    "desk",
  );
}
