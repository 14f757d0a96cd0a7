import type { SeriesPreview } from "@ven/contracts/classrooms";
import { fill } from "@ven/kit/fill";
import { Button, Choices, Field, Notification, Select } from "@ven/ui";

import { named } from "./options";
import { OutcomeLine, outcomeCounts } from "./outcomes";
import { Refused, whenText } from "./parts";
import { type StaffFrame, staffPage } from "./shell";
import { dateText, featureText, roomWords } from "./words/rooms";

export interface RoomShown {
  code: string;
  name: string;
  capacity: number | null;
  features: readonly string[];
  floor: number | null;
  approval: string;
}
export interface BookForm {
  room: RoomShown;
  date: string;
  first: number;
  last: number;
  lastPossible: number;
  classes: readonly { id: string; name: string }[];
  class: string;
  subject: string;
  endsOn: string;
  key: string;
  refusal: Record<string, unknown> | undefined;
  taken: { id: string; label: string } | undefined;
  mine: readonly { id: string; label: string; date: string }[];
}

/** "Phòng Tin học 1 · 45 chỗ · bảng tương tác" */
export const about = (room: RoomShown, lang: string) => {
  const t = roomWords(lang === "vi" ? "vi" : "en");
  return [
    room.capacity === null ? "" : fill(t.seats, { n: room.capacity }),
    room.floor === null ? "" : fill(t.floor, { n: room.floor }),
    ...room.features.map((name) => featureText(name, lang)),
  ]
    .filter(Boolean)
    .join(" · ");
};

/** One lesson in one room: for whom and for how long, once or every week. */
export function bookPage(frame: StaffFrame, form: BookForm) {
  const { lang, school } = frame;
  const t = roomWords(lang);
  const { room, date, first } = form;
  const base = `/s/${school?.id ?? ""}`;
  const here = (on: string) => `${base}/b/${room.code}/${on}/${first}`;
  return staffPage(frame, {
    title: fill(t.bookTitle, { room: room.name }),
    body: (
      <>
        <h1>{fill(t.bookTitle, { room: room.name })}</h1>
        <p>
          {whenText(lang, date, first, form.last)}
          <br />
          <span class="soft">{about(room, lang)}</span>
        </p>
        {form.refusal ? <Refused lang={lang} facts={form.refusal} link={here} /> : null}
        {room.approval === "manager" ? <Notification>{t.approvalNeeded}</Notification> : null}
        <form class="stack rooms" method="post" action={`${base}/book`}>
          <input type="hidden" name="key" value={form.key} />
          <input type="hidden" name="room" value={room.code} />
          <input type="hidden" name="date" value={date} />
          <input type="hidden" name="first" value={String(first)} />
          <Select
            name="last"
            label={t.lastPeriod}
            value={String(form.last)}
            options={Array.from({ length: form.lastPossible - first + 1 }, (_, i) => ({
              value: String(first + i),
              text: String(first + i),
            }))}
          />
          <Select
            name="class"
            label={t.class}
            value={form.class}
            options={[{ value: "", text: t.noClass }, ...named(form.classes)]}
          />
          <Field name="subject" label={t.subject} value={form.subject} maxlength={60} />
          <Choices
            name="repeat"
            legend={t.repeat}
            value="once"
            options={[
              { value: "once", text: t.once },
              { value: "weekly", text: t.weekly },
            ]}
          />
          <Field name="endsOn" label={t.until} type="date" value={form.endsOn} />
          <Select
            name="policy"
            label={t.ifTaken}
            value="skip"
            options={[
              { value: "skip", text: t.skip },
              { value: "waitlist", text: t.waitlist },
              { value: "room", text: t.otherRoom },
              { value: "fail", text: t.fail },
            ]}
          />
          <p class="row">
            <Button size="big">{t.book}</Button>
            {form.taken ? (
              <Button kind="line" formaction={`${base}/wait`}>
                {t.wait}
              </Button>
            ) : null}
          </p>
        </form>
        {form.taken && form.mine.length > 0 ? (
          <form class="stack rooms" method="post" action={`/bookings/${form.taken.id}/swap`}>
            <h2>{t.swap}</h2>
            <p class="soft">{t.swapHint}</p>
            <Select
              name="mine"
              label={t.swapWith}
              value=""
              options={form.mine.map((one) => ({ value: one.id, text: `${dateText(one.date, lang)} · ${one.label}` }))}
            />
            <Button kind="line">{t.swap}</Button>
          </form>
        ) : null}
      </>
    ),
  });
}

/** What a series would do, date by date, before anything is written; each date can be decided by itself. */
export function seriesPage(
  frame: StaffFrame,
  {
    room,
    rooms,
    preview,
    fields,
    key,
    changed,
  }: {
    room: RoomShown;
    rooms: readonly { id: string; name: string }[];
    preview: SeriesPreview;
    fields: Readonly<Record<string, string>>;
    key: string;
    /** Dates that could no longer be had as chosen. */
    changed: readonly string[];
  },
) {
  const { lang, school } = frame;
  const t = roomWords(lang);
  const title = fill(t.preview, { n: preview.dates.length });
  return staffPage(frame, {
    title,
    body: (
      <>
        <h1>{title}</h1>
        <p>
          {room.name}. {outcomeCounts(preview.dates, lang)} {t.previewHint}
        </p>
        {changed.length > 0 ? (
          <Notification kind="stop">
            {fill(t.ruleSeries, { dates: changed.map((date) => dateText(date, lang, "short")).join(", ") })}
          </Notification>
        ) : null}
        <form class="rooms" method="post" action={`/s/${school?.id ?? ""}/series`}>
          <input type="hidden" name="key" value={key} />
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          {preview.dates.map((planned) => (
            <OutcomeLine
              key={planned.date}
              lang={lang}
              id={planned.date}
              head={dateText(planned.date, lang)}
              label={dateText(planned.date, lang)}
              planned={planned}
              rooms={rooms}
            />
          ))}
          {preview.dates.some(({ possible }) => possible.length > 1) ? (
            <p>
              <Button size="big">{t.confirmSeries}</Button>
            </p>
          ) : null}
        </form>
      </>
    ),
  });
}
