import type { FacilitySummary } from "@ven/contracts/queue";
import { Button, ErrorSummary, Field, Icon, Notification } from "@ven/ui";

import { type Around, page, type Shown } from "./around";
import { fill, minutesOf, nameOf } from "./fill";
import { joinWords } from "./words/join";
import { waitWords } from "./words/wait";

export interface LandingPage extends Around {
  facilities: readonly FacilitySummary[];
  problem?: Shown | undefined;
  staleMs?: number | undefined;
}

/** The service's first page: which hospital, or the code of a poster that a phone could not scan. */
export function landingPage({ facilities, problem, staleMs, ...around }: LandingPage) {
  const { lang } = around;
  const t = joinWords(lang);
  const words = waitWords(lang);
  return page(around, {
    title: `${t.service} – ${around.city.name[lang]}`,
    audience: "phone",
    brand: { name: t.service, href: "/" },
    body: (
      <>
        {problem ? <ErrorSummary lang={lang} errors={[{ field: "code", text: problem.title }]} /> : null}
        <h1>{t.where}</h1>
        {staleMs === undefined ? null : (
          <Notification kind="warning">{fill(words.stale, { n: Math.max(1, minutesOf(staleMs)) })}</Notification>
        )}
        <section aria-labelledby="hospitals">
          <h2 id="hospitals">{t.hospitals}</h2>
          {facilities.length === 0 ? <p>{t.none}</p> : null}
          <ul class="links">
            {facilities.map((facility) => (
              <li key={facility.id}>
                <a href={`/j/${facility.id}`}>
                  <span>
                    {nameOf(facility, lang)}
                    {facility.sample ? <small class="soft">{words.sample}</small> : null}
                  </span>
                  <Icon name="next" />
                </a>
              </li>
            ))}
          </ul>
        </section>
        <form class="stack" method="get" action="/j">
          <Field
            name="code"
            label={t.code}
            hint={t.codeHint}
            autocapitalize="off"
            autocomplete="off"
            spellcheck={false}
            required
            maxlength={27}
          />
          <Button kind="line">{t.go}</Button>
        </form>
        <section aria-labelledby="staff">
          <h2 id="staff">{t.staff}</h2>
          <p class="row">
            <a href="/desk">{t.desk}</a> <a href="/supervise">{t.supervise}</a>
          </p>
        </section>
      </>
    ),
  });
}
