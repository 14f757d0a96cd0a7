import { withDeadline } from "@ven/kit";

import { type Count, type Counts, dimensions, type Report } from "./make-report";

const deadline = 4000;
const dayMs = 86_400_000;

/** Where each table's rows come from; every row that there may be stands in it, also with nothing. */
const keys = {
  day: `CAST((g.granted_at - ?2) / ${dayMs} AS INTEGER)`,
  site: "g.site",
  lang: "coalesce(g.lang, '?')",
  way: "g.way",
} as const;

export const reportRepository = (d1: D1Database) => ({
  async find(group: string, week: string): Promise<Report | undefined> {
    const body = await withDeadline(
      d1.prepare(`SELECT body FROM wifi_report WHERE "group" = ? AND week = ?`).bind(group, week).first<string>("body"),
      deadline,
    );
    return body === null ? undefined : (JSON.parse(body) as Report);
  },

  /** Counts of one week, UTC ms. They say something about people: they become a report, and are not kept. */
  async counts(group: string, from: number, to: number): Promise<Counts> {
    const figures = `count(*) AS sessions, count(DISTINCT g.holder) AS people,
      count(DISTINCT CASE WHEN h.counting = 'yes' THEN g.client END) AS devices`;
    const source = `FROM wifi_grant AS g JOIN wifi_holder AS h ON h.id = g.holder
      WHERE g."group" = ?1 AND g.granted_at >= ?2 AND g.granted_at < ?3 AND g.way <> 'provisional'`;
    const [sum, ...tables] = await withDeadline(
      d1.batch<Count>([
        d1.prepare(`SELECT ${figures} ${source}`).bind(group, from, to),
        ...dimensions.map((dimension) =>
          d1
            .prepare(`SELECT CAST(${keys[dimension]} AS TEXT) AS key, ${figures} ${source} GROUP BY 1 ORDER BY 1`)
            .bind(group, from, to),
        ),
      ]),
      deadline,
    );
    const [total = { sessions: 0, people: 0, devices: 0 }] = sum?.results ?? [];
    const [day = [], site = [], lang = [], way = []] = tables.map(({ results }) => results);
    return { total, by: { day, site, lang, way } };
  },

  /** The first one stays. */
  async keep(group: string, week: string, report: Report, now: number): Promise<void> {
    await withDeadline(
      d1
        .prepare(`INSERT OR IGNORE INTO wifi_report ("group", week, made_at, body) VALUES (?, ?, ?, ?)`)
        .bind(group, week, now, JSON.stringify(report))
        .run(),
      deadline,
    );
  },
});
