import type { BoardView } from "@ven/contracts/queue";
import { localDate, localTime } from "@ven/kit/local-time";
import { Icon } from "@ven/ui/icon";

import { fill } from "../fill";
import { hallWords as t } from "../words/hall";

export type Chime = "off" | "ask" | "on";

export interface BoardViewProps {
  board: BoardView;
  /** UTC ms by the server's clock; the board's own may be wrong. */
  now: number;
  /** Since when nothing was heard, UTC ms; null while connected. */
  lostAt: number | null;
  chime: Chime;
  /** A call that has just come turns gold three times. */
  fresh: boolean;
  onChime?: () => void;
}

/** Past calls beside the panel; more do not fit at 10 m. */
const shownPast = 3;
const shownNext = 5;
/** Characters of a room at full size; longer names take the small one. */
const longRoom = 11;
const longPast = 4;
const longLabel = 4;

/** A hall's television. The newest call is the only white area. */
export function BoardPanel({ board, now, lostAt, chime, fresh, onChime }: BoardViewProps) {
  const { calls, next, timezone } = board;
  const [latest] = calls;
  const past = calls.slice(1, 1 + shownPast);
  const prefix = commonPrefix(past.map(({ counterName }) => counterName));
  const small = past.some(({ counterName }) => counterName.length - prefix.length > longPast);
  const wide = [...calls, ...next.map((label) => ({ label }))].some(({ label }) => label.length > longLabel);
  return (
    <div class={wide ? "screen wide" : "screen"}>
      <header class="mast">
        <div class="wrap row apart">
          <h1>{placeOf(board)}</h1>
          <p class="row">
            <span class="b3">{dayText(now, timezone)}</span>{" "}
            <time class="b2" dateTime={localTime(now, timezone)}>
              {localTime(now, timezone)}
            </time>
          </p>
        </div>
      </header>
      <main class="wrap calls">
        <section class={fresh ? "now fresh" : "now"} aria-label={t.calling} aria-live="polite">
          {latest ? (
            <>
              <p class="b3">
                {lostAt === null ? (
                  <>
                    {t.calling} <span lang="en">· {t.callingEn}</span>
                  </>
                ) : (
                  fill(t.latest, { time: localTime(latest.at, timezone) })
                )}
              </p>
              <p class="no">{latest.label}</p>
              <p class={latest.counterName.length > longRoom ? "to long" : "to"}>{latest.counterName}</p>
            </>
          ) : (
            <p class="to long">
              {t.none}
              <br />
              <span lang="en" class="b3">
                {t.noneEn}
              </span>
            </p>
          )}
        </section>
        <section class="past" aria-labelledby="past">
          <div class="row apart b3">
            <h2 id="past" class="b3">
              {t.past} <span lang="en">· {t.pastEn}</span>
            </h2>
            {past.length > 0 ? <span aria-hidden="true">{prefix.trim() || t.to}</span> : null}
          </div>
          <ol>
            {past.map(({ seq, label, counterName }) => (
              <li key={seq}>
                <b>{label}</b> <Room name={counterName} prefix={prefix} small={small} />
              </li>
            ))}
          </ol>
        </section>
      </main>
      <section class="wrap soon" aria-labelledby="soon">
        <h2 id="soon" class="b3">
          {t.next}
          <br />
          <span lang="en">{t.nextEn}</span>
        </h2>
        {next.length > 0 ? (
          <ol>
            {next.slice(0, shownNext).map((label) => (
              <li key={label}>{label}</li>
            ))}
          </ol>
        ) : (
          <p class="b3">{t.nobody}</p>
        )}
      </section>
      <Strip {...{ lostAt, chime, timezone, onChime }} />
    </div>
  );
}

type StripProps = Pick<BoardViewProps, "lostAt" | "chime"> & { timezone: string; onChime: (() => void) | undefined };

function Strip({ lostAt, chime, timezone, onChime }: StripProps) {
  return (
    <footer class={lostAt === null ? "strip" : "strip lost"}>
      <div class="wrap row apart b3">
        <output class="ib">
          {lostAt === null ? (
            t.missed
          ) : (
            <>
              <Icon name="lost" />
              {fill(t.lost, { time: localTime(lostAt, timezone) })}
            </>
          )}
        </output>
        {lostAt === null && chime === "ask" ? (
          <button type="button" class="btn line" onClick={onChime}>
            <Icon name="bell" />
            {t.chimeAsk}
          </button>
        ) : (
          <p class="ib">
            <Icon name="bell" />
            {lostAt === null && chime === "on" ? t.chimeOn : t.chimeOff}
          </p>
        )}
      </div>
    </footer>
  );
}

function Room({ name, prefix, small }: { name: string; prefix: string; small: boolean }) {
  return (
    <span class={small ? "long" : undefined}>
      {prefix ? <span class="vh">{prefix}</span> : null}
      {name.slice(prefix.length)}
    </span>
  );
}

/** "Phòng " when every place begins with it, so that the number can be large; otherwise nothing. */
export function commonPrefix(names: readonly string[]) {
  const prefix = /^\D+ (?=\d)/.exec(names[0] ?? "")?.[0] ?? "";
  return names.every((name) => name.startsWith(prefix) && name.length > prefix.length) ? prefix : "";
}

export const placeOf = ({ facility, area }: BoardView) => (area ? `${facility.name} · ${area.name}` : facility.name);

function dayText(now: number, timezone: string) {
  const date = localDate(now, timezone);
  const [, month, day] = date.split("-");
  return `${t.weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()]} ${day}/${month}`;
}
