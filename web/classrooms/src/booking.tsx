import type { Booking } from "@ven/contracts/classrooms";
import { Button, Field, Notification, Select, StateTag, SummaryList } from "@ven/ui";

import { named, numbered } from "./options";
import { Condition, Refused, stateWord, whenText } from "./parts";
import { type StaffFrame, staffPage } from "./shell";
import { roomWords } from "./words/rooms";

export interface BookingShown {
  booking: Booking;
  room: string;
  time: string;
  own: boolean;
  upcoming: boolean;
  canCheckIn: boolean;
  canCheckOut: boolean;
  rooms: readonly { id: string; name: string }[];
  periods: number;
  refusal?: Record<string, unknown> | undefined;
  notice?: string | undefined;
}

/** One booking and what can still be done with it. */
export function bookingPage(frame: StaffFrame, shown: BookingShown) {
  const { lang } = frame;
  const t = roomWords(lang);
  const { booking: b, own, upcoming } = shown;
  const version = <input type="hidden" name="version" value={String(b.version)} />;
  const changeable = own && upcoming && (b.status === "confirmed" || b.status === "pending");
  return staffPage(frame, {
    title: b.label,
    body: (
      <>
        <h1>{b.label}</h1>
        {shown.notice ? <Notification kind="success">{shown.notice}</Notification> : null}
        {shown.refusal ? <Refused lang={lang} facts={shown.refusal} /> : null}
        <SummaryList
          facts={[
            { term: t.room, value: shown.room },
            { term: t.when, value: `${whenText(lang, b.date, b.first, b.last)} · ${shown.time}` },
            {
              term: t.state,
              value:
                b.status === "cancelled" ||
                b.status === "denied" ||
                b.status === "no_show" ||
                b.status === "released" ? (
                  <StateTag state="cancelled" lang={lang} />
                ) : (
                  stateWord(lang, b.status)
                ),
            },
            ...(b.reason ? [{ term: t.reason, value: b.reason }] : []),
          ]}
        />
        {b.series === null || !own ? null : (
          <p>
            <a href={`/s/${b.school}/series/${b.series}`}>{t.seriesAll}</a>
          </p>
        )}
        {own && (shown.canCheckOut || shown.canCheckIn) ? (
          <form
            class="stack"
            method="post"
            action={`/bookings/${b.id}/${b.status === "checked_in" ? "check-out" : "check-in"}`}
          >
            {version}
            <Condition lang={lang} />
            <Button size="big">{b.status === "checked_in" ? t.checkOut : t.checkIn}</Button>
          </form>
        ) : null}
        {changeable && b.first !== null ? (
          <details>
            <summary>{t.moveTo}</summary>
            <form class="stack rooms" method="post" action={`/bookings/${b.id}/move`}>
              {version}
              <Select name="resource" label={t.room} value={b.resource} options={named(shown.rooms)} />
              {b.series === null ? null : (
                <Select
                  name="scope"
                  label={t.which}
                  value="this"
                  options={[
                    { value: "this", text: t.scopeThis },
                    { value: "following", text: t.scopeFollowing },
                    { value: "all", text: t.scopeAll },
                  ]}
                />
              )}
              <Field
                name="date"
                type="date"
                label={t.date}
                value={b.date}
                {...(b.series !== null && { hint: t.scopeDate })}
              />
              <Select
                name="first"
                label={t.period.replace("{n}", "").trim()}
                value={String(b.first)}
                options={numbered(shown.periods)}
              />
              <Button kind="line">{t.move}</Button>
            </form>
          </details>
        ) : null}
        {changeable ? (
          <form class="row" method="post" action={`/bookings/${b.id}/cancel`}>
            {version}
            <Button kind="stop" name="scope" value="this">
              {t.cancel}
            </Button>
            {b.series === null ? null : (
              <>
                <Button kind="stop" name="scope" value="following">
                  {t.cancelFollowing}
                </Button>
                <Button kind="stop" name="scope" value="all">
                  {t.cancelAll}
                </Button>
              </>
            )}
          </form>
        ) : null}
      </>
    ),
  });
}
