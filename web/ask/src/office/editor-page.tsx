import type { Band } from "@ven/contracts/ask";
import { Button, DataTable } from "@ven/ui";

import { Markdown } from "../markdown";
import { pageIn } from "../shell";
import { editorWords } from "./editor-words";
import { type StaffFrame, staffShell, Trouble } from "./frame";

export interface Draft {
  id: string;
  version: number;
  lang: string;
  title: string;
  answer: string;
}

export interface EditorPage extends StaffFrame {
  drafts: readonly Draft[];
  coverage: readonly { category: string; topics: number; byLanguage: Readonly<Record<string, number>> }[];
  languages: readonly string[];
  unanswered: readonly { lang: string; text: string; times: number }[];
  bands: readonly { lang: string; counts: Readonly<Partial<Record<Band, number>>>; right: number; wrong: number }[];
  thresholds: Readonly<Record<string, number>>;
}

/** What an editor looks at: what waits, what is missing in which language, what is asked and not answered. */
export function editorPage(props: EditorPage) {
  const { lang, drafts, coverage, languages, unanswered, bands, thresholds, trouble } = props;
  const t = editorWords(lang);
  const number = (text: string) => ({ text, number: true });
  return pageIn(
    props,
    `${t.editor} – ${t.title}`,
    <>
      <h1>{t.editor}</h1>
      <Trouble lang={lang} trouble={trouble} />
      <section class="stack" aria-labelledby="drafts">
        <h2 id="drafts">{t.drafts}</h2>
        {drafts.length === 0 ? <p>{t.noDrafts}</p> : null}
        {drafts.map(({ id, version, lang: own, title, answer }) => (
          <article key={id} class="card stack">
            <h3 lang={own}>
              {title} ({own})
            </h3>
            <div lang={own}>
              <Markdown text={answer} />
            </div>
            <form class="row" method="post" action="/office/entries/state">
              <input type="hidden" name="id" value={id} />
              <input type="hidden" name="version" value={version} />
              <button class="btn" name="state" value="live">
                {t.approve}
              </button>
              <button class="btn line" name="state" value="expired">
                {t.reject}
              </button>
            </form>
          </article>
        ))}
      </section>
      <DataTable
        caption={t.coverage}
        columns={[{ text: t.category }, number(t.topics), ...languages.map(number)]}
        rows={coverage.map(({ category, topics, byLanguage }) => ({
          key: category,
          cells: [category, topics, ...languages.map((one) => byLanguage[one] ?? 0)],
        }))}
      />
      <DataTable
        caption={t.unanswered}
        columns={[{ text: t.question }, { text: t.language }, number(t.times)]}
        rows={unanswered.map((one) => ({
          key: `${one.lang} ${one.text}`,
          cells: [
            <span key="q" lang={one.lang}>
              {one.text.slice(0, 160)}
            </span>,
            one.lang,
            one.times,
          ],
        }))}
      />
      <DataTable
        caption={t.report}
        columns={[
          { text: t.language },
          number(t.answerBand),
          number(t.suggestBand),
          number(t.noneBand),
          number(t.emergencyBand),
          number(t.right),
          number(t.wrong),
          number(t.threshold),
        ]}
        rows={bands.map((one) => ({
          key: one.lang,
          cells: [
            one.lang,
            one.counts.answer ?? 0,
            one.counts.suggest ?? 0,
            one.counts.none ?? 0,
            one.counts.emergency ?? 0,
            one.right,
            one.wrong,
            thresholds[one.lang]?.toFixed(2) ?? t.usual,
          ],
        }))}
      />
      <form class="row" method="get" action="/api/admin/entries">
        <Button kind="line" name="format" value="csv">
          {t.export} CSV
        </Button>
        <Button kind="line" name="format" value="json">
          {t.export} JSON
        </Button>
      </form>
    </>,
    staffShell({ ...props, here: "/office/entries" }),
  );
}
