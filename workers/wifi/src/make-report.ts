import { least, type Shown, withoutSmallCells } from "./small-cells";

export const dimensions = ["day", "site", "lang", "way"] as const;
export type Dimension = (typeof dimensions)[number];

/** What was counted of one row: sessions, people, and devices of those who said that visits may be counted. */
export interface Count {
  key: string;
  sessions: number;
  people: number;
  devices: number;
}
export interface Counts {
  total: Omit<Count, "key">;
  by: Readonly<Record<Dimension, readonly Count[]>>;
}

export interface ReportRow {
  key: string;
  sessions: number | null;
  devices: number | null;
}
/** A week's figures as they may be shown. Null is left out, everywhere. */
export interface Report {
  sessions: number | null;
  devices: number | null;
  by: Record<Dimension, ReportRow[]>;
}

/** The figures without those of fewer than ten people; each table on its own, all of them with the same totals. */
export function makeReport({ total, by }: Counts): Report {
  const sessions = total.people >= least ? total.sessions : null;
  const devices = total.devices >= least ? total.devices : null;
  const table = (counts: readonly Count[]): ReportRow[] => {
    const nothing = counts.map(({ key }): Shown => ({ key, value: null }));
    const ofSessions =
      sessions === null
        ? nothing
        : withoutSmallCells(counts.map(({ key, sessions: value, people }) => ({ key, value, people })));
    const ofDevices =
      devices === null
        ? nothing
        : withoutSmallCells(counts.map(({ key, devices: value }) => ({ key, value, people: value })));
    return counts.map(({ key }, index) => ({
      key,
      sessions: ofSessions[index]?.value ?? null,
      devices: ofDevices[index]?.value ?? null,
    }));
  };
  return {
    sessions,
    devices,
    by: { day: table(by.day), site: table(by.site), lang: table(by.lang), way: table(by.way) },
  };
}
