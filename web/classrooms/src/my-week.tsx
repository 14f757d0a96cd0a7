import { fill } from "@ven/kit/fill";
import { Button, Icon, Notification } from "@ven/ui";

import { stateWord, Turn } from "./parts";
import { type StaffFrame, staffPage } from "./shell";
import { dateText, roomWords, type RoomWords } from "./words/rooms";

export interface MyItem {
  date: string;
  first: number | null;
  last: number | null;
  /** "07:00" */
  from: string;
  to: string;
  label: string;
  room: string | null;
  /** The booking; null for a lesson in the class's own room. */
  booking: { id: string; status: string } | null;
  /** Where a room can be booked for a lesson that has none. */
  bookHref: string | null;
}
export interface MyWeek {
  monday: string;
  today: string;
  days: readonly { date: string; closed: string | null; items: readonly MyItem[] }[];
  notices: readonly { id: string; kind: string; facts: Record<string, unknown> }[];
  swaps: readonly { id: string; mine: string; theirs: string }[];
  waiting: readonly { id: string; label: string; date: string; room: string }[];
  before: string;
  after: string;
  linked: boolean;
  /** Where the week before can be copied into this one; null for a week that is over. */
  copyHref: string | null;
  notice?: string | undefined;
}

const noteOf: Record<string, keyof RoomWords> = {
  approved: "approvedNote",
  denied: "deniedNote",
  promoted: "promotedNote",
  closed: "closedNote",
  exam: "examNote",
  "series-asked": "askedNote",
  bells: "bellsNote",
  "bells-gone": "bellsGoneNote",
  "unit-out": "unitOutNote",
  "under-minimum": "minimumNote",
  "swap-done": "swapDoneNote",
};

/** A teacher's week, for a phone: what is on each day, in which room, and what has changed. */
export function myWeekPage(frame: StaffFrame, week: MyWeek) {
  const { lang, school } = frame;
  const t = roomWords(lang);
  const base = `/s/${school?.id ?? ""}`;
  const facts = (one: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(one).map(([name, value]) => {
        const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
        if (name === "per") return [name, text === "term" ? t.perTerm : t.perWeek];
        return [name, /^\d{4}-\d\d-\d\d$/.test(text) ? dateText(text, lang, "short") : text];
      }),
    );
  return staffPage(frame, {
    title: t.myWeek,
    body: (
      <>
        <h1>{t.myWeek}</h1>
        {week.notice ? <Notification kind="success">{week.notice}</Notification> : null}
        {week.linked ? null : <Notification kind="warning">{t.noPerson}</Notification>}
        {week.swaps.map(({ id, mine, theirs }) => (
          <div key={id} class="note wait">
            <p>{fill(t.swapWanted, { mine, theirs })}</p>
            <form class="row" method="post" action={`${base}/swaps/${id}`}>
              <Button name="act" value="accept">
                {t.accept}
              </Button>
              <Button kind="line" name="act" value="refuse">
                {t.refuse}
              </Button>
            </form>
          </div>
        ))}
        {week.notices.length > 0 ? (
          <section aria-labelledby="news">
            <h2 id="news">{t.news}</h2>
            <ul>
              {week.notices.map(({ id, kind, facts: given }) => (
                <li key={id}>
                  {fill(t[noteOf[kind] ?? "otherNote"], facts(given))}{" "}
                  <NoteLink base={base} facts={given} lang={lang} />
                </li>
              ))}
            </ul>
            <form method="post" action={`${base}/news`}>
              <Button kind="line">{t.seen}</Button>
            </form>
          </section>
        ) : null}
        <Turn
          lang={lang}
          href={(date) => `${base}/me?date=${date}`}
          before={week.before}
          after={week.after}
          now={week.today}
        />
        {week.copyHref ? (
          <p class="nav">
            <a href={week.copyHref}>{t.copyWeek}</a>
          </p>
        ) : null}
        {week.days.map(({ date, closed, items }) => (
          <section key={date} aria-labelledby={`d${date}`}>
            <h2 id={`d${date}`}>
              {dateText(date, lang)}
              {date === week.today ? <span class="soft"> · {t.today}</span> : null}
            </h2>
            {closed === null ? null : <p class="soft">{`${t.closed}: ${closed}`}</p>}
            {closed === null && items.length === 0 ? <p class="soft">{t.nothing}</p> : null}
            {items.map((item) => (
              <div key={`${item.from}${item.label}${item.room ?? ""}`} class="lesson">
                <p>
                  <strong>
                    {item.from}–{item.to}
                  </strong>{" "}
                  {item.first === null ? null : (
                    <span class="soft">
                      {fill(t.period, {
                        n: item.first === item.last ? item.first : `${item.first}–${item.last ?? ""}`,
                      })}
                    </span>
                  )}
                </p>
                <p>
                  {item.booking ? <a href={`/bookings/${item.booking.id}`}>{item.label}</a> : item.label}
                  {" · "}
                  {item.room ?? <span class="soft">{t.ownRoom}</span>}
                  {item.booking && item.booking.status !== "confirmed" ? (
                    <span class="tag wait">{stateWord(lang, item.booking.status)}</span>
                  ) : null}
                </p>
                {item.bookHref === null ? null : (
                  <p class="nav">
                    <a href={item.bookHref}>
                      <Icon name="plus" /> {t.bookForLesson}
                    </a>
                  </p>
                )}
              </div>
            ))}
          </section>
        ))}
        {week.waiting.length > 0 ? (
          <section aria-labelledby="waiting">
            <h2 id="waiting">{t.waiting}</h2>
            {week.waiting.map(({ id, label, date, room }) => (
              <form key={id} class="lesson" method="post" action={`${base}/waitlist/${id}/leave`}>
                <p>
                  {dateText(date, lang)} · {room} · {label}
                </p>
                <Button kind="line">{t.leave}</Button>
              </form>
            ))}
          </section>
        ) : null}
      </>
    ),
  });
}

/** Where a piece of news can be looked at or answered. */
function NoteLink({ base, facts, lang }: { base: string; facts: Record<string, unknown>; lang: StaffFrame["lang"] }) {
  const { series, booking, nearest } = facts;
  const t = roomWords(lang);
  if (typeof nearest === "string") return <>{fill(t.nearest, { date: dateText(nearest, lang) })}</>;
  if (typeof series === "string") return <a href={`${base}/series/${series}`}>{t.answer}</a>;
  return typeof booking === "string" ? <a href={`/bookings/${booking}`}>{t.look}</a> : null;
}
