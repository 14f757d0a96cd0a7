import { fill } from "@ven/kit/fill";
import { Button, Field } from "@ven/ui";

import { named } from "../options";
import { whenText } from "../parts";
import type { StaffFrame } from "../shell";
import { officeWords } from "../words/office";
import { dateText, roomWords } from "../words/rooms";
import { Checks, officePage, type Said } from "./parts";

export interface ClosuresShown extends Said {
  today: string;
  schools: readonly { id: string; name: string; commune: string }[];
  communes: readonly { code: string; name: string }[];
  acts: readonly {
    act: string;
    kind: string;
    startsOn: string;
    endsOn: string;
    reason: string;
    status: string;
    schools: number;
    mayLift: boolean;
  }[];
  asked:
    | {
        from: string;
        to: string;
        reason: string;
        chosen: readonly { id: string; name: string; lessons: number; people: number }[];
        victims: readonly {
          id: string;
          label: string;
          date: string;
          first: number | null;
          last: number | null;
          instead: string | null;
        }[];
      }
    | undefined;
  /** What could not come back when a closure was lifted. */
  left: readonly { label: string; date: string }[] | undefined;
}

/** A storm closes schools or whole communes in one act, and one act brings back what still fits. */
export function closuresPage(frame: StaffFrame, shown: ClosuresShown) {
  const { lang } = frame;
  const { today, schools, communes, acts, asked, left, ...said } = shown;
  const t = { ...roomWords(lang), ...officeWords(lang) };
  return officePage(
    frame,
    t.closures,
    said,
    <>
      {left && left.length > 0 ? (
        <section class="note wait" aria-labelledby="left">
          <h2 id="left">{t.couldNotReturn}</h2>
          <ul>
            {left.map((one) => (
              <li key={`${one.label}${one.date}`}>
                {one.label}, {dateText(one.date, lang)}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {asked ? (
        <form class="note wait stack" method="post" action="/closures">
          <h2>
            {fill(t.closeTitle, {
              from: dateText(asked.from, lang),
              to: dateText(asked.to, lang),
              n: asked.chosen.length,
            })}
          </h2>
          <table>
            <caption class="vh">{t.victims}</caption>
            <thead>
              <tr>
                <th scope="col">{t.schools}</th>
                <th scope="col" class="n">
                  {t.lessons}
                </th>
                <th scope="col" class="n">
                  {t.people}
                </th>
              </tr>
            </thead>
            <tbody>
              {asked.chosen.map((one) => (
                <tr key={one.id}>
                  <th scope="row">{one.name}</th>
                  <td class="n">{one.lessons}</td>
                  <td class="n">{one.people}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {asked.victims.length > 0 ? (
            <details open>
              <summary>{t.victims}</summary>
              <ul>
                {asked.victims.map((one) => (
                  <li key={one.id}>
                    {one.label}, {whenText(lang, one.date, one.first, one.last)}.{" "}
                    {one.instead === null ? t.noDate : fill(t.dateInstead, { date: dateText(one.instead, lang) })}
                  </li>
                ))}
              </ul>
            </details>
          ) : null}
          <input type="hidden" name="from" value={asked.from} />
          <input type="hidden" name="to" value={asked.to} />
          <input type="hidden" name="reason" value={asked.reason} />
          {asked.chosen.map(({ id }) => (
            <input key={id} type="hidden" name="school" value={id} />
          ))}
          <p class="row">
            <Button kind="stop">
              {fill(t.closeConfirm, { n: asked.chosen.reduce((sum, { lessons }) => sum + lessons, 0) })}
            </Button>
          </p>
        </form>
      ) : null}
      <form class="stack" method="get" action="/closures">
        <p>{t.closeHint}</p>
        <div class="row">
          <Field name="from" type="date" label={t.from} value={asked?.from ?? today} required />
          <Field name="to" type="date" label={t.to} value={asked?.to ?? today} required />
        </div>
        <Field name="reason" label={t.reason} value={asked?.reason ?? ""} maxlength={200} required />
        {schools.length > 1 ? (
          <>
            <Checks
              name="commune"
              legend={t.wholeCommunes}
              options={communes.map(({ code, name }) => ({ value: code, text: name }))}
            />
            <Checks
              name="school"
              legend={t.singleSchools}
              options={named(schools)}
              chosen={asked?.chosen.map(({ id }) => id) ?? []}
            />
          </>
        ) : (
          schools.map(({ id }) => <input key={id} type="hidden" name="school" value={id} />)
        )}
        <Button kind="line" name="act" value="preview">
          {t.examPreview}
        </Button>
      </form>
      <section aria-labelledby="acts">
        <h2 id="acts">{t.pastClosures}</h2>
        {acts.length === 0 ? <p class="soft">{t.noClosures}</p> : null}
        {acts.map((one) => (
          <form key={one.act} class="lesson row apart" method="post" action="/closures/lift">
            <span>
              {dateText(one.startsOn, lang)} – {dateText(one.endsOn, lang)}: {one.reason}
              <br />
              <span class="soft">
                {one.kind === "exam" ? t.exam : fill(t.nSchools, { n: one.schools })}
                {one.status === "restored" ? ` · ${t.lifted}` : ""}
              </span>
            </span>
            <input type="hidden" name="act" value={one.act} />
            {one.status === "closed" && one.mayLift ? <Button kind="line">{t.restore}</Button> : null}
          </form>
        ))}
      </section>
    </>,
  );
}
