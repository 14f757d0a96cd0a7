import { fill } from "@ven/kit/fill";
import { Button, Field, Tag } from "@ven/ui";

import { Markdown } from "../markdown";
import { editorWords } from "./editor-words";
import { entryAddress, entryStates } from "./entries-page";
import { languageName, momentOf, type StaffFrame, staffShell, Trouble } from "./frame";
import { pageIn } from "./shell";

type EntryState = "draft" | "reviewed" | "live" | "expired";

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

export interface DifferencePiece {
  kind: "same" | "came" | "went";
  text: string;
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

/** What changed, so that it can be seen without colours too. */
export function Difference({ pieces }: { pieces: readonly DifferencePiece[] }) {
  return (
    <p class="difference">
      {pieces.map(({ kind, text }, at) =>
        kind === "came" ? <ins key={at}>{text}</ins> : kind === "went" ? <del key={at}>{text}</del> : text,
      )}
    </p>
  );
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

function Hidden({ entry, revision }: Pick<EntryPage, "revision"> & { entry: NonNullable<EntryPage["entry"]> }) {
  return (
    <>
      <input type="hidden" name="id" value={entry.id} />
      <input type="hidden" name="version" value={entry.version} />
      <input type="hidden" name="revision" value={revision} />
    </>
  );
}

function TextForm({ lang, city, entry, revision, topic, language, text, categories, facts }: EntryPage) {
  const t = editorWords(lang);
  return (
    <form class="stack" method="post" action="/office/entry">
      {entry ? <Hidden entry={entry} revision={revision} /> : <input type="hidden" name="topic" value={topic} />}
      {entry || facts ? (
        <input type="hidden" name="language" value={language} />
      ) : (
        <>
          <div class="field">
            <label for="language">{t.language}</label>
            <select id="language" name="language">
              {city.languages.map((one) => (
                <option key={one} value={one} selected={one === language}>
                  {languageName(one, lang)}
                </option>
              ))}
            </select>
          </div>
          <div class="field">
            <label for="category">{t.category}</label>
            <input id="category" name="category" list="categories" required maxLength={60} />
            <datalist id="categories">
              {categories.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </datalist>
          </div>
        </>
      )}
      <Field name="title" label={t.title} hint={t.titleHint} value={text.title} required maxlength={300} />
      <div class="field">
        <label for="questions">{t.questions}</label>
        <span class="soft" id="questions-hint">
          {t.questionsHint}
        </span>
        <textarea id="questions" name="questions" rows={4} lang={language} aria-describedby="questions-hint">
          {text.questions.join("\n")}
        </textarea>
      </div>
      <div class="field">
        <label for="answer">{t.answer}</label>
        <span class="soft" id="answer-hint">
          {t.answerHint}
        </span>
        <textarea
          id="answer"
          name="answer"
          rows={10}
          required
          maxLength={20_000}
          lang={language}
          aria-describedby="answer-hint"
        >
          {text.answer}
        </textarea>
      </div>
      <label class="row">
        <input type="checkbox" name="machine" value="1" checked={text.machine} /> {t.machine}
      </label>
      <div class="row">
        <Button>{t.save}</Button>
        <Button kind="line" name="preview" value="1">
          {t.preview}
        </Button>
      </div>
    </form>
  );
}

/** What can be done with what waits here, and with what is live. */
function Decide(props: EntryPage & { entry: NonNullable<EntryPage["entry"]> }) {
  const { lang, entry, revision, state, own, facts } = props;
  const t = editorWords(lang);
  const waits = revision > 0 || entry.state === "draft" || entry.state === "reviewed";
  const hidden = <Hidden entry={entry} revision={revision} />;
  return (
    <section class="stack" aria-label={t.state}>
      {waits && facts?.sources.length === 0 ? <p class="note wait">{t.needsSource}</p> : null}
      {waits && own ? (
        <div class="note stack">
          <p>{t.ownText}</p>
          <details>
            <summary>{t.approveAlone}</summary>
            <form class="stack" method="post" action="/office/entry/approve">
              {hidden}
              <Field name="reason" label={t.reason} hint={t.reasonHint} required maxlength={300} />
              <Button kind="line">{t.approveAlone}</Button>
            </form>
          </details>
        </div>
      ) : null}
      {waits && !own ? (
        <div class="row">
          <form method="post" action="/office/entry/approve">
            {hidden}
            <Button>{t.approve}</Button>
          </form>
          {state === "draft" ? (
            <form method="post" action="/office/entry/review">
              {hidden}
              <Button kind="line">{t.review}</Button>
            </form>
          ) : null}
        </div>
      ) : null}
      {revision > 0 ? (
        <form method="post" action="/office/entry/discard">
          {hidden}
          <Button kind="line">{t.discard}</Button>
        </form>
      ) : null}
      {entry.state === "expired" ? null : (
        <form method="post" action="/office/entry/expire">
          {hidden}
          <Button kind="stop">{t.expire}</Button>
        </form>
      )}
    </section>
  );
}

function FactsForm({ lang, city, facts, entry }: EntryPage & { facts: Facts }) {
  const t = editorWords(lang);
  const sources = [...facts.sources, { title: "", url: "", date: "" }];
  return (
    <details class="facts-form">
      <summary>{t.facts}</summary>
      <form class="stack" method="post" action="/office/topic">
        <p class="soft">{t.factsHint}</p>
        <input type="hidden" name="topic" value={facts.topic} />
        <input type="hidden" name="version" value={facts.version} />
        {entry ? <input type="hidden" name="id" value={entry.id} /> : null}
        <Field name="category" label={t.category} value={facts.category} required maxlength={60} />
        <Field name="owner" label={t.owner} value={facts.owner} required maxlength={200} />
        <Field name="place" label={t.place} value={facts.place} maxlength={80} />
        <div class="field">
          <label for="area">{t.area}</label>
          <select id="area" name="area">
            <option value="">{t.anyArea}</option>
            <option value={city.id} selected={facts.area === city.id}>
              {city.name[lang]}
            </option>
            {facts.area && facts.area !== city.id ? (
              <option value={facts.area} selected>
                {facts.area}
              </option>
            ) : null}
          </select>
        </div>
        <Field name="phone" label={t.phone} type="tel" value={facts.phone} maxlength={25} />
        <Field name="latitude" label={t.latitude} inputmode="decimal" value={facts.latitude} />
        <Field name="longitude" label={t.longitude} inputmode="decimal" value={facts.longitude} />
        <Field name="validFrom" label={t.validFrom} type="date" value={facts.validFrom} required />
        <Field name="validUntil" label={t.validUntil} hint={t.validHint} type="date" value={facts.validUntil} />
        <label class="row">
          <input type="checkbox" name="confirm" value="1" checked={facts.confirm} /> {t.confirm}
        </label>
        <fieldset class="stack">
          <legend>{t.sources}</legend>
          {sources.map((source, at) => (
            <div key={at} class="stack">
              <Field
                name="source"
                id={`source-${at}`}
                label={`${t.source} ${at + 1}`}
                value={source.title}
                maxlength={300}
              />
              <Field
                name="url"
                id={`url-${at}`}
                label={`${t.sourceUrl} ${at + 1}`}
                inputmode="text"
                value={source.url}
                maxlength={500}
              />
              <Field
                name="date"
                id={`date-${at}`}
                type="date"
                label={`${t.sourceDate} ${at + 1}`}
                value={source.date}
              />
            </div>
          ))}
        </fieldset>
        <Button kind="line">{t.saveFacts}</Button>
      </form>
    </details>
  );
}

function History({
  lang,
  city,
  entry,
  revision,
  history,
  language,
}: EntryPage & { entry: NonNullable<EntryPage["entry"]> }) {
  const t = editorWords(lang);
  return (
    <section class="stack" aria-labelledby="history">
      <h2 id="history">{t.history}</h2>
      {history.length === 0 ? <p>{t.noHistory}</p> : null}
      <div>
        {history.map((one) => (
          <details key={one.version}>
            <summary>
              <span>
                {t.version} {one.version}: {t[one.state]}, {momentOf(one.at, city.timezone, lang)}
                {one.name ? `, ${one.name}` : ""}
              </span>
            </summary>
            <div lang={language}>
              <Difference pieces={one.pieces} />
            </div>
            <form method="post" action="/office/entry/restore">
              <Hidden entry={entry} revision={revision} />
              <input type="hidden" name="past" value={one.version} />
              <Button kind="line">
                {t.restore}
                <span class="vh"> {fill("{n}", { n: one.version })}</span>
              </Button>
            </form>
          </details>
        ))}
      </div>
    </section>
  );
}
