import { fill } from "@ven/kit/fill";
import { Button } from "@ven/ui";

import { Difference, type DifferencePiece } from "./difference";
import { editorWords } from "./editor-words";
import { languageName, type StaffFrame, staffShell, Trouble } from "./frame";
import { pageIn } from "./shell";

export interface ExchangePage extends StaffFrame {
  plan: {
    news: readonly { topic: string; lang: string; title: string }[];
    changes: readonly { topic: string; lang: string; title: string; pieces: readonly DifferencePiece[] }[];
    same: number;
    faults: readonly { line: number; detail: string }[];
    /** The entries that would be brought in, as they come back with the form. */
    entries: string;
  } | null;
  imported: string | null;
}

const shown = 100;

/** Entries out, and in again: nothing changes before the difference has been seen. */
export function exchangePage(props: ExchangePage) {
  const { lang, plan, imported, trouble } = props;
  const t = editorWords(lang);
  return pageIn(
    props,
    `${t.exchange} – ${t.entries}`,
    <>
      <p>
        <a href="/office/entries">{t.back}</a>
      </p>
      <h1>{t.exchange}</h1>
      <Trouble lang={lang} trouble={trouble} />
      {imported ? <output class="note go">{fill(t.imported, { n: imported })}</output> : null}
      <form class="row" method="get" action="/api/admin/entries">
        <Button kind="line" name="format" value="csv">
          {t.export} CSV
        </Button>
        <Button kind="line" name="format" value="json">
          {t.export} JSON
        </Button>
      </form>
      <form class="card stack" method="post" action="/office/exchange" enctype="multipart/form-data">
        <h2>{t.importTitle}</h2>
        <p class="soft">{t.importLead}</p>
        <div class="field">
          <label for="file">{t.file}</label>
          <input id="file" name="file" type="file" accept=".csv,.json,.jsonl,text/csv,application/json" required />
        </div>
        <Button>{t.compare}</Button>
      </form>
      {plan ? <Planned {...props} plan={plan} /> : null}
    </>,
    staffShell({ ...props, here: "/office/exchange" }),
  );
}

function Planned({ lang, plan }: ExchangePage & { plan: NonNullable<ExchangePage["plan"]> }) {
  const t = editorWords(lang);
  const { news, changes, same, faults, entries } = plan;
  const count = news.length + changes.length;
  return (
    <section class="stack" aria-label={t.compare}>
      {faults.length > 0 ? (
        <div class="note halt">
          <h2>
            {t.faults} ({faults.length})
          </h2>
          <ul>
            {faults.slice(0, shown).map(({ line, detail }) => (
              <li key={line}>
                {t.line} {line}: {detail}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <h2>
        {t.news} ({news.length})
      </h2>
      <ul>
        {news.slice(0, shown).map((one) => (
          <li key={`${one.topic} ${one.lang}`} lang={one.lang}>
            {one.title} ({languageName(one.lang, lang)})
          </li>
        ))}
      </ul>
      <h2>
        {t.changes} ({changes.length})
      </h2>
      <div>
        {changes.slice(0, shown).map((one) => (
          <details key={`${one.topic} ${one.lang}`}>
            <summary>
              <span lang={one.lang}>
                {one.title} ({languageName(one.lang, lang)})
              </span>
            </summary>
            <div lang={one.lang}>
              <Difference pieces={one.pieces} />
            </div>
          </details>
        ))}
      </div>
      <p>
        {t.same}: {same}
      </p>
      {count === 0 ? (
        <p>{t.nothingNew}</p>
      ) : (
        <form class="stack" method="post" action="/office/exchange/apply" enctype="multipart/form-data">
          <textarea name="entries" hidden>
            {entries}
          </textarea>
          <p class="soft">{t.applyHint}</p>
          <Button>{fill(t.apply, { n: count })}</Button>
        </form>
      )}
    </section>
  );
}
