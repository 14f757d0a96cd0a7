import type { DeskView, FacilityView } from "@ven/contracts/queue";
import { Icon, Island } from "@ven/ui";

import { type Around, page, type Shown } from "./around";
import { fill, nameOf } from "./fill";
import { SignOut, staffUser } from "./staff";
import { calledNotice, DeskPanel, type DeskViewProps } from "./views/desk-view";
import { staffWords } from "./words/staff";

export interface DeskPage extends Around {
  desk: DeskView;
  person: { name: string };
  /** Idempotency key of the next call. */
  key: string;
  /** After a call without a script: the ticket's id, or "nobody". */
  called?: string | null;
  problem?: Shown | undefined;
}

/** What one nurse or doctor works with all day. */
export function deskPage({ desk, person, key, called = null, problem, ...around }: DeskPage) {
  const { lang } = around;
  const words = staffWords(lang);
  const here = `/desk/${desk.counter.id}`;
  const told = called !== null && called === (desk.current?.id ?? "nobody");
  const props: DeskViewProps = {
    lang,
    desk,
    words,
    nextKey: key,
    notice: told ? calledNotice(desk, words) : null,
    trouble: problem
      ? fill(words.refused, { title: [problem.title, problem.detail].filter(Boolean).join(". ") })
      : null,
    now: desk.at,
  };
  return page(around, {
    title: fill(words.deskTitle, { counter: nameOf(desk.counter, lang) }),
    audience: "desk",
    brand: { name: nameOf(desk.facility, lang), href: "/desk" },
    user: staffUser(person, lang, here, [
      { href: "/desk", text: words.change },
      { href: `/auth/switch?return_to=${encodeURIComponent(here)}`, text: words.takeOver },
    ]),
    aside: <SignOut lang={lang} />,
    languages: false,
    noindex: true,
    mainClass: "wrap",
    scripts: ["desk"],
    body: <Island of={DeskPanel} name="desk" props={props} />,
  });
}

export interface ChooseCounterPage extends Around {
  person: { name: string };
  facilities: readonly FacilityView[];
}

/** After signing in: where somebody sits today. */
export function chooseCounterPage({ person, facilities, ...around }: ChooseCounterPage) {
  const { lang } = around;
  const words = staffWords(lang);
  return page(around, {
    title: words.chooseTitle,
    audience: "desk",
    brand: { name: words.desk, href: "/desk" },
    user: staffUser(person, lang, "/desk"),
    aside: <SignOut lang={lang} />,
    languages: false,
    noindex: true,
    body: (
      <>
        <h1>{words.choose}</h1>
        {facilities.length === 0 ? <p>{words.noCounters}</p> : null}
        {facilities.map((facility) => (
          <section key={facility.id} aria-labelledby={facility.id}>
            <h2 id={facility.id}>{nameOf(facility, lang)}</h2>
            <ul class="grid links">
              {facility.counters.map((counter) => (
                <li key={counter.id}>
                  <a href={`/desk/${counter.id}`}>
                    <span>
                      {nameOf(counter, lang)}
                      <small class="soft">
                        {servedBy(facility, counter.services, lang)} ·{" "}
                        {counter.holds === null ? words.free : fill(words.holds, { label: counter.holds })}
                      </small>
                    </span>
                    <Icon name="next" />
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </>
    ),
  });
}

/** The names of some services of a facility, in its order. */
export const servedBy = (facility: FacilityView, ids: readonly string[], lang: Around["lang"]) =>
  facility.services
    .filter(({ id }) => ids.includes(id))
    .map((service) => nameOf(service, lang))
    .join(", ");
