import { fill } from "@ven/kit/fill";
import { Button, Field } from "@ven/ui";

import { Difference } from "./difference";
import { editorWords } from "./editor-words";
import { Hidden } from "./entry-forms";
import type { EntryPage } from "./entry-page";
import { momentOf } from "./frame";

interface OfEntry extends EntryPage {
  entry: NonNullable<EntryPage["entry"]>;
}

/** What can be done with what waits here, and with what is live. */
export function Decide(props: OfEntry) {
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

/** Every wording it had, to look at and to bring back. */
export function History({ lang, city, entry, revision, history, language }: OfEntry) {
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
