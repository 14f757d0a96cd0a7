import { Button, Field } from "@ven/ui";

import { editorWords } from "./editor-words";
import type { EntryPage, Facts } from "./entry-page";
import { languageName } from "./frame";

/** What is edited, as it was read. */
export function Hidden({ entry, revision }: Pick<EntryPage, "revision"> & { entry: NonNullable<EntryPage["entry"]> }) {
  return (
    <>
      <input type="hidden" name="id" value={entry.id} />
      <input type="hidden" name="version" value={entry.version} />
      <input type="hidden" name="revision" value={revision} />
    </>
  );
}

/** Title, questions and answer in one language; for a new topic also which language. */
export function TextForm({ lang, city, entry, revision, topic, language, text, categories, facts }: EntryPage) {
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

/** What is true in every language, and where it is known from. */
export function FactsForm({ lang, city, facts, entry }: EntryPage & { facts: Facts }) {
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
