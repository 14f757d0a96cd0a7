import { fill } from "@ven/kit/fill";
import { Button, DataTable, Field, Wide } from "@ven/ui";

import { languageName, type StaffFrame, staffShell, Trouble } from "./frame";
import { lexiconWords } from "./lexicon-words";
import { pageIn } from "./shell";

export interface ConceptShown {
  id: string;
  kind: "concept" | "place" | "outside";
  area: string | null;
  gateway: boolean;
  terms: Readonly<Record<string, readonly string[]>>;
}

export interface LexiconPage extends StaffFrame {
  concepts: readonly ConceptShown[];
  total: number;
  q: string;
  done: string | null;
}

/** Concepts and places by their words. */
export function lexiconPage(props: LexiconPage) {
  const { lang, concepts, total, q, done } = props;
  const t = lexiconWords(lang);
  return pageIn(
    props,
    t.lexicon,
    <>
      <h1>
        {t.lexicon} ({total})
      </h1>
      {done ? <output class="note go">{fill(t.saved, { n: done })}</output> : null}
      <p class="soft">{t.lexiconLead}</p>
      <form class="row" method="get" action="/office/lexicon">
        <label for="q">{t.search}</label>
        <input id="q" name="q" type="search" class="short" maxLength={80} value={q} />
        <button class="btn line">{t.show}</button>
        <a href="/office/lexicon/concept">{t.add}</a>
      </form>
      {concepts.length === 0 ? <p>{t.none}</p> : null}
      <ul class="topics">
        {concepts.map(({ id, kind, terms }) => (
          <li key={id}>
            <a href={`/office/lexicon/concept?id=${encodeURIComponent(id)}`}>
              <b>{terms["vi"]?.[0] ?? terms["en"]?.[0] ?? id}</b>
            </a>{" "}
            <span class="soft">
              {t[kind]} · {["en", "zh", "ko", "ja", "fr"].flatMap((one) => terms[one]?.[0] ?? []).join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </>,
    staffShell({ ...props, here: "/office/lexicon" }),
  );
}

export interface ConceptPage extends StaffFrame {
  version: number;
  concept: ConceptShown;
  isNew: boolean;
  effect: {
    asked: number;
    before: number;
    after: number;
    gains: readonly { question: string; lang: string; title: string }[];
    losses: readonly { question: string; lang: string; title: string }[];
  } | null;
}

/** One concept: its words in each language, and what a change gains and loses. */
export function conceptPage(props: ConceptPage) {
  const { lang, city, version, concept, isNew, effect, trouble } = props;
  const t = lexiconWords(lang);
  return pageIn(
    props,
    `${concept.id || t.add} – ${t.lexicon}`,
    <>
      <p>
        <a href="/office/lexicon">{t.back}</a>
      </p>
      <h1>{concept.id || t.add}</h1>
      <Trouble lang={lang} trouble={trouble} />
      <form class="stack" method="post" action="/office/lexicon/concept">
        <input type="hidden" name="version" value={version} />
        {isNew ? (
          <Field name="id" label={t.id} hint={t.idHint} value={concept.id} required maxlength={60} />
        ) : (
          <input type="hidden" name="id" value={concept.id} />
        )}
        <div class="field">
          <label for="kind">{t.kind}</label>
          <select id="kind" name="kind">
            {(["concept", "place", "outside"] as const).map((one) => (
              <option key={one} value={one} selected={one === concept.kind}>
                {t[one]}
              </option>
            ))}
          </select>
        </div>
        <input type="hidden" name="area" value={concept.area ?? ""} />
        <label class="row">
          <input type="checkbox" name="gateway" value="1" checked={concept.gateway} /> {t.gateway}
        </label>
        <p class="soft">{t.termsHint}</p>
        <div class="grid">
          {city.languages.map((one) => (
            <div key={one} class="field">
              <label for={`terms-${one}`}>{languageName(one, lang)}</label>
              <textarea id={`terms-${one}`} name={`terms-${one}`} lang={one} rows={6} maxLength={4000}>
                {(concept.terms[one] ?? []).join("\n")}
              </textarea>
            </div>
          ))}
        </div>
        <div class="row">
          <Button name="try" value="1">
            {t.try}
          </Button>
          <Button kind="line">{t.save}</Button>
        </div>
      </form>
      {effect ? (
        <section class="stack" aria-labelledby="effect">
          <h2 id="effect">{fill(t.tried, { n: effect.asked })}</h2>
          <p class="soft">{t.triedLead}</p>
          <p>
            {t.before}: <b>{effect.before}</b>. {t.after}: <b>{effect.after}</b>.
          </p>
          <Turned {...props} title={fill(t.gains, { n: effect.gains.length })} rows={effect.gains} />
          <Turned {...props} title={fill(t.losses, { n: effect.losses.length })} rows={effect.losses} />
        </section>
      ) : null}
    </>,
    staffShell({ ...props, here: `/office/lexicon/concept?id=${encodeURIComponent(concept.id)}` }),
  );
}

function Turned({
  lang,
  title,
  rows,
}: ConceptPage & { title: string; rows: readonly { question: string; lang: string; title: string }[] }) {
  const t = lexiconWords(lang);
  return (
    <>
      <h3>{title}</h3>
      {rows.length === 0 ? (
        <p>{t.nothing}</p>
      ) : (
        <DataTable
          caption={title}
          columns={[{ text: t.question }, { text: t.language }, { text: t.topic }]}
          rows={rows.slice(0, 50).map((row) => ({
            key: `${row.lang} ${row.question} ${row.title}`,
            cells: [
              <span key="q" lang={row.lang}>
                {row.question}
              </span>,
              languageName(row.lang, lang),
              row.title,
            ],
          }))}
        />
      )}
    </>
  );
}

export interface ThresholdsPage extends StaffFrame {
  language: string;
  threshold: number;
  isUsual: boolean;
  asked: number;
  unanswerable: number;
  rows: readonly { threshold: number; answered: number | null; wrongly: number | null }[];
}

const percent = (part: number | null) => (part === null ? "–" : `${Math.round(part * 100)} %`);

/** What another threshold would answer, rightly and wrongly. */
export function thresholdsPage(props: ThresholdsPage) {
  const { lang, city, language, threshold, isUsual, rows, asked, unanswerable } = props;
  const t = lexiconWords(lang);
  return pageIn(
    props,
    t.thresholds,
    <>
      <h1>{t.thresholds}</h1>
      <p class="soft">{t.thresholdsLead}</p>
      <form class="row" method="get" action="/office/thresholds">
        <label for="of">{t.language}</label>
        <select id="of" name="of" class="short">
          {city.languages.map((one) => (
            <option key={one} value={one} selected={one === language}>
              {languageName(one, lang)}
            </option>
          ))}
        </select>
        <button class="btn line">{t.show}</button>
      </form>
      <p>{fill(t.basedOn, { n: asked, m: unanswerable })}</p>
      <Wide label={t.thresholds}>
        <DataTable
          caption={t.thresholds}
          columns={[
            { text: t.threshold },
            { text: t.wouldAnswer, number: true },
            { text: t.wouldBeWrong, number: true },
          ]}
          rows={rows.map((row) => ({
            key: String(row.threshold),
            cells: [
              row.threshold === threshold
                ? `${row.threshold.toFixed(2)} (${isUsual ? t.usual : t.now})`
                : row.threshold.toFixed(2),
              percent(row.answered),
              percent(row.wrongly),
            ],
          }))}
        />
      </Wide>
      <form method="post" action="/office/thresholds">
        <input type="hidden" name="of" value={language} />
        <Button kind="line">{t.recalibrate}</Button>
      </form>
    </>,
    staffShell({ ...props, here: `/office/thresholds?of=${language}` }),
  );
}
