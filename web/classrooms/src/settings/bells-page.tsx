import { fill } from "@ven/kit/fill";
import { Button, Field } from "@ven/ui";

import { Checks, officePage, type Said } from "../office/parts";
import { numbered } from "../options";
import { whenText } from "../parts";
import type { StaffFrame } from "../shell";
import { dateText, roomWords } from "../words/rooms";
import { settingsWords } from "../words/settings";

interface Line {
  id: string;
  label: string;
  date: string;
  first: number | null;
  last: number | null;
}
export interface BellsShown extends Said {
  bells: readonly {
    id: string;
    name: string;
    validFrom: string;
    validTo: string;
    periods: readonly { period: number; from: string; to: string }[];
  }[];
  form: {
    name: string;
    from: string;
    to: string;
    weekdays: readonly number[];
    periods: readonly { period: number; from: string; to: string }[];
  };
  preview:
    | { days: number; moved: number; people: number; gone: readonly Line[]; clashing: readonly Line[] }
    | undefined;
}

/** "07:00" to "07:45", period by period. New bells are a row from a day on; what is booked follows them. */
export function bellsPage(frame: StaffFrame, { bells, form, preview, ...said }: BellsShown) {
  const { lang, school } = frame;
  const t = { ...roomWords(lang), ...settingsWords(lang) };
  const days = numbered(7, (n) => weekdayText(n, lang));
  const Lines = ({ title, lines }: { title: string; lines: readonly Line[] }) =>
    lines.length === 0 ? null : (
      <>
        <h3>{title}</h3>
        <ul>
          {lines.map((one) => (
            <li key={one.id}>
              {one.label}, {whenText(lang, one.date, one.first, one.last)}
            </li>
          ))}
        </ul>
      </>
    );
  return officePage(
    frame,
    t.bells,
    said,
    <>
      <form class="stack" method="post" action={`/s/${school?.id ?? ""}/manage/bells`}>
        {preview ? (
          <section class="note wait stack" aria-labelledby="change">
            <h2 id="change">{t.bellsChange}</h2>
            <p>{fill(t.bellsCounts, { days: preview.days, moved: preview.moved, people: preview.people })}</p>
            <Lines title={t.bellsGone} lines={preview.gone} />
            <Lines title={t.bellsClash} lines={preview.clashing} />
            <Button kind="stop" name="act" value="change">
              {t.bellsConfirm}
            </Button>
          </section>
        ) : null}
        <h2>{t.newBells}</h2>
        <p class="soft">{t.newBellsHint}</p>
        <Field name="name" label={t.bellsName} value={form.name} maxlength={60} required />
        <div class="row">
          <Field name="from" type="date" label={t.from} value={form.from} required />
          <Field name="to" type="date" label={t.to} value={form.to} required />
        </div>
        <Checks name="weekday" legend={t.weekdays} options={days} chosen={form.weekdays.map(String)} />
        {form.periods.map(({ period, from, to }) => (
          <fieldset key={period} class="plain row">
            <legend>{fill(t.period, { n: period })}</legend>
            <div class="field">
              <label for={`b${period}`}>{t.begins}</label>
              <input id={`b${period}`} name="begins" type="time" value={from} />
            </div>
            <div class="field">
              <label for={`e${period}`}>{t.ends}</label>
              <input id={`e${period}`} name="ends" type="time" value={to} />
            </div>
          </fieldset>
        ))}
        <p>
          <Button kind="line" name="act" value="preview">
            {t.bellsPreview}
          </Button>
        </p>
      </form>
      <section aria-labelledby="now">
        <h2 id="now">{t.bellsNow}</h2>
        {bells.map((one) => (
          <p key={one.id} class="lesson">
            <strong>{one.name}</strong> {dateText(one.validFrom, lang)} – {dateText(one.validTo, lang)}
            <br />
            <span class="soft">
              {one.periods.map(({ period, from, to }) => `${period}: ${from}–${to}`).join(" · ")}
            </span>
          </p>
        ))}
      </section>
    </>,
  );
}

/** 1 is Monday; 2026-11-23 was one. */
const weekdayText = (weekday: number, lang: string) =>
  new Intl.DateTimeFormat(lang === "vi" ? "vi-VN" : "en-GB", { weekday: "long", timeZone: "UTC" }).format(
    Date.UTC(2026, 10, 22 + weekday),
  );
