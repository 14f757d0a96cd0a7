import type { EntryState, ListedTopic, WaitingText } from "@ven/contracts/ask";
import { type State, Tag } from "@ven/ui";

import { editorWords } from "./editor-words";
import { languageName, momentOf, type StaffFrame, staffShell, Trouble } from "./frame";
import { pageIn } from "./shell";

export interface EntriesPage extends StaffFrame {
  me: string;
  waiting: readonly WaitingText[];
  topics: readonly ListedTopic[];
  categories: readonly string[];
  filter: { q: string; category: string; state: string; lacking: string };
  /** Address of the next topics. */
  next: string | null;
}

export const entryStates: Record<EntryState, State> = {
  draft: "pending",
  reviewed: "look",
  live: "good",
  expired: "closed",
};
export const entryAddress = (id: string) => `/office/entry?id=${encodeURIComponent(id)}`;

/** What waits to be read, and every topic with its languages. */
export function entriesPage(props: EntriesPage) {
  const { lang, city, waiting, topics, categories, filter, next, me } = props;
  const t = editorWords(lang);
  const choices = (name: string, label: string, all: string, options: readonly (readonly [string, string])[]) => (
    <div class="field">
      <label for={name}>{label}</label>
      <select id={name} name={name}>
        <option value="">{all}</option>
        {options.map(([value, text]) => (
          <option key={value} value={value} selected={value === filter[name as keyof typeof filter]}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
  return pageIn(
    props,
    t.entries,
    <>
      <h1>{t.entries}</h1>
      <Trouble lang={lang} trouble={props.trouble} />
      <p class="row">
        <a href="/office/entry">{t.addTopic}</a>
        <a href="/office/stale">{t.stale}</a>
        <a href="/office/exchange">{t.exchange}</a>
        <a href="/office/thresholds">{t.thresholds}</a>
      </p>
      <section class="stack" aria-labelledby="waiting">
        <h2 id="waiting">
          {t.waitingTexts} ({waiting.length})
        </h2>
        {waiting.length === 0 ? <p>{t.nothingWaits}</p> : null}
        <ol class="threads">
          {waiting.map((one) => (
            <li key={one.id}>
              <a href={entryAddress(one.id)}>
                <b lang={one.lang}>{one.title}</b>
                <span class="row small">
                  <Tag state={entryStates[one.state]}>{t[one.state]}</Tag>
                  <span>{one.change ? t.changeOf : t.newEntry}</span>
                  <span>{languageName(one.lang, lang)}</span>
                  <span>{momentOf(one.at, city.timezone, lang)}</span>
                  {one.machine ? <span>{t.machineMade}</span> : null}
                  {one.writtenBy === me ? <span>{t.byMe}</span> : null}
                </span>
              </a>
            </li>
          ))}
        </ol>
      </section>
      <section class="stack" aria-labelledby="topics">
        <h2 id="topics">{t.topics}</h2>
        <form class="grid" method="get" action="/office/entries">
          <div class="field">
            <label for="q">{t.search}</label>
            <input id="q" name="q" type="search" maxLength={100} value={filter.q} />
          </div>
          {choices(
            "category",
            t.category,
            t.everyCategory,
            categories.map((one) => [one, one] as const),
          )}
          {choices("state", t.state, t.everyState, [
            ["waiting", t.waiting],
            ["live", t.live],
            ["draft", t.draft],
            ["reviewed", t.reviewed],
            ["expired", t.expired],
          ])}
          {choices(
            "lacking",
            t.lacking,
            t.notLacking,
            city.languages.map((one) => [one, languageName(one, lang)] as const),
          )}
          <button class="btn line">{t.show}</button>
        </form>
        {topics.length === 0 ? <p>{t.none}</p> : null}
        <ul class="topics">
          {topics.map(({ topic, title, category, entries }) => (
            <li key={topic}>
              <b>{title}</b> <span class="soft">{category}</span>
              <span class="row small">
                {city.languages.map((one) => {
                  const entry = entries[one];
                  const name = `${languageName(one, lang)}, ${title}`;
                  return entry ? (
                    <a key={one} href={entryAddress(entry.id)}>
                      {one}
                      {entry.state === "live" ? (entry.waits ? " ±" : "") : ` (${t[entry.state]})`}
                      <span class="vh"> {name}</span>
                    </a>
                  ) : (
                    <a key={one} href={`/office/entry?topic=${encodeURIComponent(topic)}&language=${one}`}>
                      + {one}
                      <span class="vh">
                        {" "}
                        {name}: {t.add}
                      </span>
                    </a>
                  );
                })}
              </span>
            </li>
          ))}
        </ul>
        {next ? <a href={next}>{t.more}</a> : null}
      </section>
    </>,
    staffShell({ ...props, here: "/office/entries" }),
  );
}
