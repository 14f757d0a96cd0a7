import { languages } from "@ven/contracts";
import { Button, Field } from "@ven/ui";

import { languageName, type StaffFrame, staffShell, Trouble } from "./frame";
import { pageIn } from "./shell";
import { words } from "./words";

interface Desk {
  organisation: string;
  name: string;
  nameEn: string;
  opens: number;
  closes: number;
  answersWithin: number;
  days: string;
}

export interface DeskSetupPage extends StaffFrame {
  desks: readonly Desk[];
  /** Organisations of the person that have no desk, as one would begin. */
  without: readonly Desk[];
  canned: readonly { id: string; title: string; texts: Readonly<Record<string, string>> }[];
  /** What was just saved. */
  done: string | null;
}

const clockOf = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** When a desk is open, and what it says often. */
export function deskSetupPage(props: DeskSetupPage) {
  const { lang, desks, without, canned, done, trouble } = props;
  const t = words(lang);
  const organisation = (desks[0] ?? without[0])?.organisation ?? "";
  return pageIn(
    props,
    `${t.setup} – ${t.title}`,
    <>
      <p>
        <a href="/desk">{t.back}</a>
      </p>
      <h1>{t.setup}</h1>
      <Trouble lang={lang} trouble={trouble} />
      {done ? <output class="note go">{t.saved}</output> : null}
      {desks.map((desk) => (
        <Hours key={desk.organisation} lang={lang} of={desk} />
      ))}
      {without.map((desk) => (
        <details key={desk.organisation}>
          <summary>
            {t.openDesk}: {lang === "en" ? desk.nameEn : desk.name}
          </summary>
          <div class="stack">
            <p class="soft">{t.openDeskHint}</p>
            <Hours lang={lang} of={desk} />
          </div>
        </details>
      ))}
      <section class="stack" aria-labelledby="canned">
        <h2 id="canned">{t.canned}</h2>
        <p class="soft">{t.cannedLead}</p>
        <div>
          {[...canned, { id: "", title: "", texts: {} }].map((one) => (
            <details key={one.id} open={one.id === "" && canned.length === 0}>
              <summary>{one.id === "" ? t.newCanned : one.title}</summary>
              <form class="stack" method="post" action="/desk/setup/canned">
                <input type="hidden" name="organisation" value={organisation} />
                {one.id === "" ? null : <input type="hidden" name="id" value={one.id} />}
                <Field
                  name="title"
                  id={`title-${one.id}`}
                  label={t.cannedTitle}
                  value={one.title}
                  required
                  maxlength={120}
                />
                {languages.map((code) => (
                  <div key={code} class="field">
                    <label for={`${code}-${one.id}`}>{languageName(code, lang)}</label>
                    <textarea id={`${code}-${one.id}`} name={`text-${code}`} lang={code} rows={3} maxLength={2000}>
                      {one.texts[code] ?? ""}
                    </textarea>
                  </div>
                ))}
                <div class="row">
                  <Button kind="line">{t.save}</Button>
                  {one.id === "" ? null : (
                    <Button kind="stop" name="drop" value="1">
                      {t.drop}
                    </Button>
                  )}
                </div>
              </form>
            </details>
          ))}
        </div>
      </section>
    </>,
    staffShell({ ...props, here: "/desk/setup" }),
  );
}

function Hours({ lang, of: desk }: { lang: StaffFrame["lang"]; of: Desk }) {
  const t = words(lang);
  const week = [t.monday, t.tuesday, t.wednesday, t.thursday, t.friday, t.saturday, t.sunday];
  const { organisation: code } = desk;
  return (
    <form class="card stack" method="post" action="/desk/setup/hours">
      <h2>
        {t.hoursTitle}: {lang === "en" ? desk.nameEn : desk.name}
      </h2>
      <input type="hidden" name="organisation" value={code} />
      <div class="grid">
        <Field name="opens" id={`opens-${code}`} type="time" label={t.opens} value={clockOf(desk.opens)} required />
        <Field name="closes" id={`closes-${code}`} type="time" label={t.closes} value={clockOf(desk.closes)} required />
        <Field
          name="within"
          id={`within-${code}`}
          type="number"
          label={t.within}
          value={String(desk.answersWithin)}
          required
        />
      </div>
      <fieldset>
        <legend>{t.openDays}</legend>
        <p class="soft">{t.holidays}</p>
        <div class="row">
          {week.map((name, at) => (
            <label key={name} class="row">
              <input type="checkbox" name="days" value={String(at + 1)} checked={desk.days.includes(String(at + 1))} />
              {name}
            </label>
          ))}
        </div>
      </fieldset>
      <Button kind="line">{t.save}</Button>
    </form>
  );
}
