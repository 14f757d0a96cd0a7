import { fill } from "@ven/kit/fill";
import { Button, Field, Icon, Select } from "@ven/ui";

import { about, type RoomShown } from "./book";
import { numbered } from "./options";
import { type StaffFrame, staffPage } from "./shell";
import { featureNames, featureText, roomWords } from "./words/rooms";

export interface FindForm {
  q: string;
  capacity: string;
  features: readonly string[];
  date: string;
  first: string;
  periods: number;
  found: readonly (RoomShown & { href: string | null })[] | undefined;
}

/** Rooms by what they have and when they are free. */
export function findPage(frame: StaffFrame, form: FindForm) {
  const { lang, school } = frame;
  const t = roomWords(lang);
  return staffPage(frame, {
    title: t.find,
    body: (
      <>
        <h1>{t.find}</h1>
        <form class="stack rooms" method="get" action={`/s/${school?.id ?? ""}/find`}>
          <Field name="date" type="date" label={t.date} value={form.date} />
          <Select
            name="first"
            label={fill(t.period, { n: "" }).trim()}
            value={form.first}
            options={[{ value: "", text: "–" }, ...numbered(form.periods)]}
          />
          <Field name="capacity" type="number" inputmode="numeric" label={t.capacity} value={form.capacity} />
          <fieldset class="plain">
            <legend>{t.features}</legend>
            <div class="checks">
              {featureNames.map((name) => (
                <label key={name}>
                  <input type="checkbox" name="feature" value={name} checked={form.features.includes(name)} />
                  {featureText(name, lang)}
                </label>
              ))}
            </div>
          </fieldset>
          <Field name="q" type="search" label={t.words} hint={t.wordsHint} value={form.q} maxlength={100} />
          <Button>{t.search}</Button>
        </form>
        {form.found === undefined ? null : (
          <section aria-labelledby="found">
            <h2 id="found">{form.found.length === 0 ? t.noneFound : fill(t.found, { n: form.found.length })}</h2>
            <ul class="links">
              {form.found.map((room) => (
                <li key={room.code}>
                  <a href={room.href ?? `/s/${school?.id ?? ""}/rooms?view=room&date=${form.date}&room=${room.code}`}>
                    <span>
                      {room.name} <small class="soft">{about(room, lang)}</small>
                    </span>
                    <Icon name="next" />
                  </a>
                </li>
              ))}
            </ul>
          </section>
        )}
      </>
    ),
  });
}
