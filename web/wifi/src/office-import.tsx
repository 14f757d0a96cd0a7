import { fill } from "@ven/kit/fill";
import { Button, ErrorSummary, Notification } from "@ven/ui";

import { type OfficeFrame, officePage } from "./office-shell";
import { fileWords } from "./words/files";

interface Change {
  id: string;
  kind: "new" | "changed";
  fields: readonly string[];
}
type Why = "missing" | "form" | "unknown" | "twice" | "differs";

export interface ImportView {
  sites: readonly Change[];
  gateways: readonly Change[];
  same: number;
  missing: readonly string[];
  digest: string;
  faults: readonly { line: number; column: string; code: Why; value: string }[];
  foreign: readonly string[];
  /** The file itself: it comes back with the button, and nothing is kept of it until then. */
  csv: string;
}

type Refusal = "too-large" | "empty" | "encoding" | "csv-quote" | "csv-columns" | "header-missing" | "header-twice";

interface Import extends OfficeFrame {
  view?: ImportView;
  refused?: { code: Refusal; facts: Readonly<Record<string, string | number>> };
  done?: boolean;
  moved?: boolean;
  taken?: boolean;
}

const mostFaults = 50;

export function importPage({ view, refused, done, moved, taken, ...frame }: Import) {
  const { lang, group } = frame;
  const t = fileWords(lang);
  const at = `/hotspots/${group.id}`;
  const wrong = refused ? fill(t[refused.code], refused.facts) : undefined;
  return officePage(
    frame,
    t.title,
    <>
      <ErrorSummary lang={lang} errors={wrong === undefined ? [] : [{ field: "file", text: wrong }]} />
      {done ? <Notification kind="success">{t.done}</Notification> : null}
      {moved ? <Notification kind="warning">{t.moved}</Notification> : null}
      {taken ? <Notification kind="warning">{t.taken}</Notification> : null}
      <h1>{t.title}</h1>
      <p>
        <a href={`${at}/export.csv`} download>
          {t.export}
        </a>
      </p>
      <p class="soft">{t.exportHint}</p>
      <form class="stack" method="post" encType="multipart/form-data" action={`${at}/import`}>
        <div class={wrong === undefined ? "field" : "field bad"}>
          <label for="file">{t.file}</label>
          <input id="file" type="file" name="file" accept=".csv,text/csv" required />
        </div>
        <Button kind={view ? "line" : "solid"}>{t.look}</Button>
      </form>
      {view ? <Difference view={view} at={at} lang={lang} /> : null}
    </>,
  );
}

function Difference({ view, at, lang }: { view: ImportView; at: string; lang: OfficeFrame["lang"] }) {
  const t = fileWords(lang);
  const { sites, gateways, same, missing, faults, foreign, csv, digest } = view;
  const nothing = sites.length === 0 && gateways.length === 0;
  const may = faults.length === 0 && foreign.length === 0 && !nothing;
  return (
    <section aria-labelledby="difference">
      {faults.length > 0 ? (
        <div class="errors" role="alert">
          <h2>{fill(t.faults, { n: faults.length })}</h2>
          <ul>
            {faults.slice(0, mostFaults).map(({ line, column, code, value }) => (
              <li key={`${line}/${column}`}>
                {fill(t.fault, { line, column, why: fill(t[code], { value: value.slice(0, 60) }) })}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {foreign.length > 0 ? (
        <Notification kind="stop">{fill(t.foreign, { ids: foreign.join(", ") })}</Notification>
      ) : null}
      <h2 id="difference">
        {nothing
          ? faults.length === 0 && t.nothing
          : fill(t.summary, {
              added: sites.filter(({ kind }) => kind === "new").length,
              changed: sites.filter(({ kind }) => kind === "changed").length,
              gateways: gateways.length,
              same,
            })}
      </h2>
      {may ? (
        <form method="post" action={`${at}/import/apply`}>
          <input type="hidden" name="csv" value={csv} />
          <input type="hidden" name="digest" value={digest} />
          <Button>{t.apply}</Button>
        </form>
      ) : null}
      <Changes title={t.sites} changes={sites} lang={lang} />
      <Changes title={t.gateways} changes={gateways} lang={lang} />
      {missing.length > 0 ? <p class="soft">{fill(t.absent, { ids: missing.join(", ") })}</p> : null}
    </section>
  );
}

function Changes({ title, changes, lang }: { title: string; changes: readonly Change[]; lang: OfficeFrame["lang"] }) {
  const t = fileWords(lang);
  if (changes.length === 0) return null;
  return (
    <details open={changes.length < 20}>
      <summary>
        {title}: {changes.length}
      </summary>
      <ul>
        {changes.map(({ id, kind, fields }) => (
          <li key={id}>
            <b>{id}</b> {t[kind]} {fields.join(", ")}
          </li>
        ))}
      </ul>
    </details>
  );
}
