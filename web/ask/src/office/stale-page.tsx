import { DataTable, Wide } from "@ven/ui";

import { editorWords } from "./editor-words";
import { languageName, type StaffFrame, staffShell } from "./frame";
import { pageIn } from "./shell";

export interface StalePage extends StaffFrame {
  stale: readonly {
    topic: string;
    title: string;
    /** Address of its first entry. */
    href: string;
    source: string | null;
    sourceIsOld: boolean;
    /** Local date. */
    validUntil: string | null;
    confirm: boolean;
    machine: string;
  }[];
  missing: readonly { lang: string; topics: number }[];
}

/** What may no longer be true, and what is missing in which language. */
export function stalePage(props: StalePage) {
  const { lang, stale, missing } = props;
  const t = editorWords(lang);
  return pageIn(
    props,
    `${t.stale} – ${t.entries}`,
    <>
      <p>
        <a href="/office/entries">{t.back}</a>
      </p>
      <h1>{t.stale}</h1>
      <section class="stack" aria-labelledby="missing">
        <h2 id="missing">{t.missing}</h2>
        <p class="soft">{t.missingLead}</p>
        <ul class="row">
          {missing.map((one) => (
            <li key={one.lang}>
              <a class="btn line" href={`/office/entries?lacking=${one.lang}`}>
                {languageName(one.lang, lang)}: {one.topics}
              </a>
            </li>
          ))}
        </ul>
        <p>
          <a href="/office/missing.csv">{t.export} CSV</a>
        </p>
      </section>
      <section class="stack" aria-labelledby="stale">
        <h2 id="stale">{t.topics}</h2>
        <p class="soft">{t.staleLead}</p>
        {stale.length === 0 ? (
          <p>{t.nothingStale}</p>
        ) : (
          <Wide label={t.stale}>
            <DataTable
              caption={t.stale}
              columns={[
                { text: t.topics },
                { text: t.sourceDate },
                { text: t.ends },
                { text: t.toConfirm },
                { text: t.machineMade },
              ]}
              rows={stale.map((one) => ({
                key: one.topic,
                cells: [
                  <a key="t" href={one.href}>
                    {one.title}
                  </a>,
                  one.sourceIsOld ? <b key="d">{one.source ?? "–"}</b> : (one.source ?? "–"),
                  one.validUntil ?? "",
                  one.confirm ? "✓" : "",
                  one.machine,
                ],
              }))}
            />
          </Wide>
        )}
        <p>
          <a href="/office/stale.csv">{t.export} CSV</a>
        </p>
      </section>
    </>,
    staffShell({ ...props, here: "/office/stale" }),
  );
}
