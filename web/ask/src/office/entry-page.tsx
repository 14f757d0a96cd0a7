import type { EntryState } from "@ven/contracts/ask";
import { Tag } from "@ven/ui";

import { Markdown } from "../markdown";
import { Difference, type DifferencePiece } from "./difference";
import { editorWords } from "./editor-words";
import { entryAddress, entryStates } from "./entries-page";
import { Decide, History } from "./entry-acts";
import { FactsForm, TextForm } from "./entry-forms";
import { languageName, type StaffFrame, staffShell, Trouble } from "./frame";
import { pageIn } from "./shell";

export interface EntryText {
  title: string;
  questions: readonly string[];
  answer: string;
  machine: boolean;
}

export interface Facts {
  topic: string;
  version: number;
  category: string;
  area: string;
  place: string;
  owner: string;
  phone: string;
  latitude: string;
  longitude: string;
  confirm: boolean;
  validFrom: string;
  validUntil: string;
  sources: readonly { title: string; url: string; date: string }[];
}

export interface EntryPage extends StaffFrame {
  /** Undefined for an entry that is not there yet. */
  entry?: { id: string; state: EntryState; version: number };
  /** Version of the change beside it; 0 where there is none. */
  revision: number;
  /** State of what is edited here: of the change, else of the entry. */
  state: EntryState;
  topic: string;
  language: string;
  text: EntryText;
  /** The person wrote what waits here. */
  own: boolean;
  facts: Facts | null;
  /** Of a topic that is begun here. */
  categories: readonly string[];
  others: readonly { id: string; lang: string; state: EntryState }[];
  /** The same in another language, to translate from. */
  original?: { lang: string; title: string; answer: string } | undefined;
  preview: boolean;
  against: readonly DifferencePiece[];
  history: readonly {
    version: number;
    at: number;
    name: string;
    state: EntryState;
    pieces: readonly DifferencePiece[];
  }[];
  duplicates: readonly { entry: string; title: string }[];
  done: string | null;
}

/** One entry: its text, what waits, what is true of its topic, and what it was. */
export function entryPage(props: EntryPage) {
  const { lang, entry, state, text, language, topic, others, original, preview, against, done, duplicates } = props;
  const t = editorWords(lang);
  const here = entry ? entryAddress(entry.id) : "/office/entry";
  return pageIn(
    props,
    `${text.title || t.newEntry} – ${t.entries}`,
    <>
      <p>
        <a href="/office/entries">{t.back}</a>
      </p>
      <Trouble lang={lang} trouble={props.trouble} />
      {done ? <output class="note go">{done === "saved" ? t.saved : t.done}</output> : null}
      <div class="row apart">
        <h1 lang={language}>{text.title || t.newEntry}</h1>
        <span class="row">
          {text.machine ? <Tag state="look">{t.machineMade}</Tag> : null}
          <Tag state={entryStates[state]}>{t[state]}</Tag>
        </span>
      </div>
      <p class="row">
        <span>{languageName(language, lang)}</span>
        {others.map((one) => (
          <a key={one.id} href={entryAddress(one.id)} hreflang={one.lang}>
            {languageName(one.lang, lang)} ({t[one.state]})
          </a>
        ))}
      </p>
      {duplicates.length > 0 ? (
        <div class="note wait">
          <p>{t.duplicates}</p>
          <ul>
            {duplicates.map((one) => (
              <li key={one.entry}>
                <a href={entryAddress(one.entry)}>{one.title}</a>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <div class="two side">
        <div class="stack">
          {original ? (
            <details open>
              <summary>
                {t.sideBySide} ({languageName(original.lang, lang)})
              </summary>
              <div class="stack" lang={original.lang}>
                <h3>{original.title}</h3>
                <Markdown text={original.answer} />
              </div>
            </details>
          ) : null}
          <TextForm {...props} />
          {preview ? (
            <section class="card stack" aria-labelledby="preview">
              <h2 id="preview">{t.previewTitle}</h2>
              <div class="stack" lang={language}>
                <h3>{text.title}</h3>
                <Markdown text={text.answer} />
              </div>
            </section>
          ) : null}
          {against.some(({ kind }) => kind !== "same") ? (
            <section class="card stack" aria-labelledby="against">
              <h2 id="against">{t.againstLive}</h2>
              <div lang={language}>
                <Difference pieces={against} />
              </div>
            </section>
          ) : null}
        </div>
        <div class="stack">
          {entry ? <Decide {...props} entry={entry} /> : null}
          {props.facts ? <FactsForm {...props} facts={props.facts} /> : null}
        </div>
      </div>
      {entry ? <History {...props} entry={entry} /> : null}
      <p class="soft">
        <small>{topic}</small>
      </p>
    </>,
    { ...staffShell({ ...props, here }), scripts: [] },
  );
}
