import { fill } from "@ven/kit/fill";
import { Tag } from "@ven/ui";

import { healthOf } from "./office-hotspots";
import { type OfficeFrame, whenText } from "./office-shell";
import { officeWords } from "./words/office";

interface Seen {
  step: string;
  at: number;
  passed: boolean;
  detail?: string | undefined;
}

export interface ChecksOf {
  lang: OfficeFrame["lang"];
  gateway: {
    make: string;
    level: number | null;
    polledAt: number | null;
    lastGrantAt: number | null;
    lastTakenAt: number | null;
  };
  checks: readonly Seen[];
  garden: string;
  captiveApi: string;
  now: number;
  timezone: string;
}

const order = ["recognised", "verified", "granted", "walled-garden", "poll", "clock", "egress", "captive-api"] as const;
type Line = (typeof order)[number];
interface Result {
  state: "passed" | "failed" | "unknown" | "notForMake";
  at?: number | undefined;
  detail?: string | undefined;
}

/** What was seen of a gateway, what it means, and what to do about it. */
export function Checks({ lang, gateway, checks, garden, captiveApi, now, timezone }: ChecksOf) {
  const t = officeWords(lang);
  const said = { passed: t.yes, failed: t.no, unknown: t.unknown, notForMake: t.notForMake };
  return (
    <ul class="spots">
      {order.map((line) => {
        const { state, at, detail } = resultOf(line, gateway, checks, now);
        const todo = state === "passed" || state === "notForMake" ? "" : t[`d_${line}`];
        const why = detail !== undefined && detail in t ? t[detail as keyof typeof t] : detail;
        return (
          <li key={line}>
            <span>
              <strong>{t[`s_${line}`]}</strong>
              <small>
                {[at === undefined ? "" : whenText(at, timezone), why].filter(Boolean).join(" · ")}{" "}
                {fill(todo, { host: garden, uri: captiveApi })}
              </small>
            </span>
            <span class="n">
              <Tag
                {...(state === "passed" ? { state: "good" as const } : {})}
                {...(state === "failed" ? { state: "silent" as const } : {})}
              >
                {said[state]}
              </Tag>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function resultOf(line: Line, gateway: ChecksOf["gateway"], checks: readonly Seen[], now: number): Result {
  const seen = checks.find(({ step }) => step === line);
  if (seen) return { state: seen.passed ? "passed" : "failed", at: seen.at, detail: seen.detail };
  const { make, level, polledAt, lastGrantAt, lastTakenAt } = gateway;
  switch (line) {
    case "poll": {
      const health = healthOf({ make, level, polledAt }, now);
      if (health === "passive" || health === "none") return { state: "notForMake" };
      return { state: health === "good" ? "passed" : "failed", at: polledAt ?? undefined };
    }
    case "granted":
      // The gateway's own word where it polls; elsewhere the last grant that was given.
      if (lastGrantAt === null) return { state: "unknown" };
      if (lastTakenAt !== null) return { state: "passed", at: lastTakenAt };
      return { state: "failed", at: lastGrantAt };
    case "recognised":
    case "verified":
      // Nobody is let in without both.
      return lastGrantAt === null ? { state: "unknown" } : { state: "passed", at: lastGrantAt };
    case "clock":
      return make === "unifi" || make === "omada" ? { state: "unknown" } : { state: "notForMake" };
    case "walled-garden":
    case "egress":
    case "captive-api":
      return { state: "unknown" };
  }
}
