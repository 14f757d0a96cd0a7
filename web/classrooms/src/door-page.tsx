import type { DoorView } from "@ven/contracts/classrooms";
import { fill } from "@ven/kit/fill";
import { localTime } from "@ven/kit/local-time";
import { Button, Field, LinkButton, Notification, type Refresh } from "@ven/ui";

import { Condition, Refused } from "./parts";
import { type Frame, publicPage } from "./shell";
import { doorWords } from "./words/door";
import { roomWords } from "./words/rooms";

export interface DoorPage {
  view: DoorView;
  code: string;
  /** What is on now may be checked in by the one who looks. */
  checkIn: { booking: string; version: number } | undefined;
  /** What is in use may be given back by the one who looks. */
  checkOut: { booking: string; version: number } | undefined;
  /** Somebody of the school is signed in. */
  member: boolean;
  /** A free room can be used at once, up to the end of this period. */
  canStart: boolean;
  refresh: Refresh;
  key: string;
  refusal?: Record<string, unknown> | undefined;
  notice?: string | undefined;
}

/** What a door says: what is on, what comes, and what one can do about it. */
export function doorPage(
  frame: Frame,
  { view, code, checkIn, checkOut, member, canStart, refresh, key, refusal, notice }: DoorPage,
) {
  const { lang, city } = frame;
  const t = { ...roomWords(lang), ...doorWords(lang) };
  const time = (at: number) => localTime(at, city.timezone);
  return publicPage(frame, {
    title: `${view.room.name} – ${view.room.school}`,
    noindex: true,
    refresh,
    scripts: ["board"],
    body: (
      <div class="stack" id="door" data-api={`/api/doors/${code}`}>
        <h1>{view.room.name}</h1>
        <p class="soft">
          {view.room.school} · {fill(t.updated, { time: time(view.at) })}
        </p>
        <p class="note wait lost" hidden>
          {fill(t.lost, { time: time(view.at) })}
        </p>
        {notice ? <Notification kind="success">{notice}</Notification> : null}
        {refusal ? <Refused lang={lang} facts={refusal} /> : null}
        <section class="card" aria-labelledby="now">
          <h2 id="now">{t.now}</h2>
          {view.now ? (
            <>
              <p class="big-now">{view.now.label}</p>
              <p>
                {time(view.now.startAt)}–{time(view.now.endAt)}
                {view.now.status === "checked_in" ? <span class="tag go"> {t.checkedIn}</span> : null}
              </p>
            </>
          ) : (
            <p class="big-now">{t.nobody}</p>
          )}
          {checkIn ? (
            <form method="post" action={`/d/${code}/check-in`}>
              <input type="hidden" name="booking" value={checkIn.booking} />
              <input type="hidden" name="version" value={String(checkIn.version)} />
              <Button size="big">{t.checkIn}</Button>
            </form>
          ) : null}
          {checkOut ? (
            <form class="stack" method="post" action={`/d/${code}/check-out`}>
              <input type="hidden" name="booking" value={checkOut.booking} />
              <input type="hidden" name="version" value={String(checkOut.version)} />
              <Condition lang={lang} />
              <Button size="big">{t.giveBack}</Button>
            </form>
          ) : null}
          {member && canStart ? (
            <form method="post" action={`/d/${code}/start`}>
              <input type="hidden" name="key" value={key} />
              <p class="soft">{t.startHint}</p>
              <Button size="big">{t.startNow}</Button>
            </form>
          ) : null}
        </section>
        <section aria-labelledby="next">
          <h2 id="next">{t.next}</h2>
          {view.next.length === 0 ? <p class="soft">{t.noMore}</p> : null}
          <ul>
            {view.next.map(({ label, startAt, endAt }) => (
              <li key={startAt}>
                {time(startAt)}–{time(endAt)} {label}
              </li>
            ))}
          </ul>
        </section>
        {member ? (
          <form class="stack" method="post" action={`/d/${code}/fault`}>
            <h2>{t.fault}</h2>
            <Field name="what" label={t.faultWhat} required maxlength={300} />
            <Button kind="line">{t.fault}</Button>
          </form>
        ) : (
          <p>
            <LinkButton kind="line" href={`/auth/sign-in?return_to=${encodeURIComponent(`/d/${code}`)}`}>
              {t.signInToUse}
            </LinkButton>
          </p>
        )}
      </div>
    ),
  });
}
