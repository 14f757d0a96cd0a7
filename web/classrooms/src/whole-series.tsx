import { fill } from "@ven/kit/fill";
import { Button, Notification } from "@ven/ui";

import { Refused, stateWord } from "./parts";
import { type StaffFrame, staffPage } from "./shell";
import { dateText, roomWords, type RoomWords } from "./words/rooms";

export interface WholeSeries {
  series: {
    id: string;
    label: string;
    room: string;
    firstPeriod: number;
    lastPeriod: number;
    startsOn: string;
    endsOn: string;
    status: "live" | "asked" | "ended";
    missed: number;
    version: number;
    skipped: readonly { date: string; why: string }[];
    bookings: readonly { id: string; date: string; room: string; status: string; coming: boolean }[];
  };
  key: string;
  refusal?: Record<string, unknown>;
  notice?: string;
}

const skips: Record<string, keyof RoomWords> = {
  taken: "whyTaken",
  closed: "closed",
  removed: "whyRemoved",
  waitlisted: "willWait",
};
const gone: Record<string, keyof RoomWords> = {
  no_show: "nobodyCame",
  cancelled: "whyRemoved",
  released: "released",
  denied: "released",
};

/** All dates of a series, what became of them, and whether its owner still needs it. */
export function wholeSeriesPage(frame: StaffFrame, { series, key, refusal, notice }: WholeSeries) {
  const { lang, school } = frame;
  const t = roomWords(lang);
  const base = `/s/${school?.id ?? ""}/series/${series.id}`;
  const lines = [
    ...series.bookings.map((one) => ({ ...one, skip: undefined })),
    ...series.skipped
      .filter(({ date }) => !series.bookings.some((one) => one.date === date && !(one.status in gone)))
      .map(({ date, why }) => ({ id: date, date, room: "", status: "", coming: true, skip: why })),
  ].toSorted((a, b) => (a.date < b.date ? -1 : 1));
  return staffPage(frame, {
    title: series.label,
    body: (
      <>
        <h1>{series.label}</h1>
        <p>
          {series.room} · {fill(t.periods, { first: series.firstPeriod, last: series.lastPeriod }).toLowerCase()}
          <br />
          {dateText(series.startsOn, lang)} – {dateText(series.endsOn, lang)}
        </p>
        {notice ? <Notification kind="success">{notice}</Notification> : null}
        {refusal ? <Refused lang={lang} facts={refusal} /> : null}
        {series.status === "asked" ? (
          <form class="note wait" method="post" action={`${base}/answer`}>
            <h2>{t.stillNeeded}</h2>
            <p>{fill(t.stillNeededHint, { n: series.missed })}</p>
            <input type="hidden" name="version" value={String(series.version)} />
            <p class="pair">
              <Button kind="line" name="answer" value="keep">
                {t.keepSeries}
              </Button>
              <Button kind="line" name="answer" value="give-back">
                {t.giveBackSeries}
              </Button>
            </p>
          </form>
        ) : null}
        {lines.map((one) => (
          <div key={`${one.id}${one.skip ?? ""}`} class="lesson row apart">
            <span>
              {one.skip === undefined ? (
                <a href={`/bookings/${one.id}`}>{dateText(one.date, lang)}</a>
              ) : (
                dateText(one.date, lang)
              )}
              {one.room && one.room !== series.room ? ` · ${one.room}` : null}
            </span>
            {one.skip === undefined ? (
              <span class="tag">
                {gone[one.status] ? t[gone[one.status] ?? "released"] : stateWord(lang, one.status)}
              </span>
            ) : (
              <form class="row" method="post" action={`${base}/dates`}>
                <span class="tag">{t[skips[one.skip] ?? "whyRemoved"]}</span>
                <input type="hidden" name="date" value={one.date} />
                <input type="hidden" name="key" value={`${key}-${one.date}`} />
                {one.skip === "waitlisted" || series.status === "ended" ? null : (
                  <Button kind="line">
                    {t.addBack}
                    <span class="vh"> {dateText(one.date, lang)}</span>
                  </Button>
                )}
              </form>
            )}
          </div>
        ))}
      </>
    ),
  });
}
