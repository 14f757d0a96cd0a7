import type { Import } from "@ven/contracts/classrooms-exchange";
import { fill } from "@ven/kit/fill";
import { localDate, localTime } from "@ven/kit/local-time";
import { Button, Choices, DataTable, ErrorSummary, Field, Notification, Select, SummaryList } from "@ven/ui";

import { named } from "../options";
import { rowFault } from "./faults";
import { type ExchangeFrame, exchangePage } from "./frame";
import { exchangeWords } from "./words";

const kinds = ["timetable", "rooms", "people", "oneroster", "calendar"] as const;

interface SchoolPage extends ExchangeFrame {
  school: { id: string; name: string; timezone: string };
  rooms: readonly { id: string; name: string; kind: string }[];
  imports: readonly Import[];
  today: string;
  /** Why the file that was just sent is refused. */
  refused?: string;
}

/** Upload on the left hand, what was uploaded before, and everything that can be taken out. */
export function exchangeHome({ school, rooms, imports, today, refused, ...frame }: SchoolPage) {
  const words = exchangeWords(frame.lang);
  const { lang } = frame;
  return exchangePage(
    frame,
    words.title,
    <>
      <ErrorSummary lang={lang} errors={refused ? [{ field: "file", text: refused }] : []} />
      <h1>{words.title}</h1>
      <p class="soft">{school.name}</p>
      <h2>{words.upload}</h2>
      <form class="stack" method="post" encType="multipart/form-data" action={`/exchange/${school.id}/imports`}>
        <Choices
          name="kind"
          legend={words.kind}
          required
          options={kinds.map((kind) => ({ value: kind, text: words[kind], hint: words[`${kind}Hint`] }))}
        />
        <div class={refused ? "field bad" : "field"}>
          <label for="file">{words.file}</label>
          <input id="file" type="file" name="file" required />
        </div>
        <Field name="from" type="date" label={words.from} hint={words.fromHint} value={today} />
        <Select
          name="resource"
          label={words.resource}
          hint={words.resourceHint}
          options={[{ value: "", text: words.noRoom }, ...named(rooms)]}
        />
        <Button>{words.check}</Button>
      </form>
      <h2>{words.recent}</h2>
      {imports.length === 0 ? (
        <p>{words.nothingYet}</p>
      ) : (
        <Recent imports={imports} timezone={school.timezone} frame={frame} />
      )}
      <h2>{words.export}</h2>
      <ul class="links">
        <li>
          <a href={`/records/${school.id}/rooms.csv`}>{words.exportRooms}</a>
        </li>
        <li>
          <a href={`/records/${school.id}/people.csv`}>{words.exportPeople}</a>
        </li>
        <li>
          <a href={`/records/${school.id}/register`}>{words.register}</a>
        </li>
        <li>
          <a href={`/records/${school.id}/borrowing`}>{words.borrowing}</a>
        </li>
        <li>
          <a href={`/records/${school.id}/feeds`}>{words.feeds}</a>
        </li>
        <li>
          <a href="/records/usage">{words.usage}</a>
        </li>
      </ul>
    </>,
  );
}

const stateText = ({ status, done, total }: Import, words: ReturnType<typeof exchangeWords>) =>
  fill(words[status], { done, total });

function Recent({
  imports,
  timezone,
  frame: { lang },
}: {
  imports: readonly Import[];
  timezone: string;
  frame: ExchangeFrame;
}) {
  const words = exchangeWords(lang);
  return (
    <DataTable
      caption={words.recent}
      columns={[{ text: words.what }, { text: words.when }, { text: words.state }]}
      rows={imports.map((one) => ({
        key: one.id,
        cells: [
          <a key="what" href={`/exchange/imports/${one.id}`}>
            {words[one.kind]}
          </a>,
          `${localDate(one.createdAt, timezone).split("-").reverse().join("/")} ${localTime(one.createdAt, timezone)}`,
          stateText(one, words),
        ],
      }))}
    />
  );
}

/** A file of one class, or one whose names nobody here knows, takes away what all the others had. */
const losesMost = ({ removed, same, changed, moved }: Import["summary"]) =>
  removed > 10 && removed > same + changed + moved;

/** What an upload would do, and the two answers to it. */
export function importPage({ run, ...frame }: ExchangeFrame & { run: Import }) {
  const { lang } = frame;
  const words = exchangeWords(lang);
  const { summary, status } = run;
  const title = fill(words.preview, { kind: words[run.kind] });
  const counts = ["added", "changed", "moved", "removed", "same", "missing"] as const;
  const open = status === "draft" || status === "applying";
  return exchangePage(
    frame,
    title,
    <>
      <h1>{title}</h1>
      <Notification kind={status === "done" ? "success" : "info"}>
        {status === "draft" ? words.previewHint : stateText(run, words)}
      </Notification>
      <SummaryList
        facts={[
          ...(summary.from ? [{ term: words.effective, value: summary.from.split("-").reverse().join("/") }] : []),
          { term: words.rowsRead, value: String(summary.rows) },
          ...counts
            .filter((count) => summary[count] > 0)
            .map((count) => ({ term: words[count], value: String(summary[count]) })),
          ...(summary.conflictCount ? [{ term: words.conflicts, value: String(summary.conflictCount) }] : []),
          ...(summary.faultCount ? [{ term: words.faults, value: String(summary.faultCount) }] : []),
        ]}
      />
      {summary.added + summary.changed + summary.moved + summary.removed === 0 ? <p>{words.noChanges}</p> : null}
      {status === "draft" && losesMost(summary) ? (
        <Notification kind="warning">{fill(words.losesMost, { count: summary.removed })}</Notification>
      ) : null}
      {open ? (
        <div class="row">
          <form method="post" action={`/exchange/imports/${run.id}/apply`}>
            <input type="hidden" name="version" value={run.version} />
            <Button>{status === "draft" ? words.apply : words.goOn}</Button>
          </form>
          {status === "draft" ? (
            <form method="post" action={`/exchange/imports/${run.id}/drop`}>
              <input type="hidden" name="version" value={run.version} />
              <Button kind="line">{words.drop}</Button>
            </form>
          ) : null}
        </div>
      ) : null}
      <Lists run={run} lang={lang} />
      <p class="links">
        <a href={`/exchange/${run.school}`}>{words.back}</a>
      </p>
    </>,
  );
}

function Lists({ run: { summary }, lang }: { run: Import; lang: ExchangeFrame["lang"] }) {
  const words = exchangeWords(lang);
  const { faults, faultCount, conflicts, conflictCount, changes } = summary;
  const changeCount = summary.added + summary.changed + summary.moved + summary.removed + summary.missing;
  return (
    <>
      {faults.length ? (
        <section aria-labelledby="faults">
          <h2 id="faults">{words.faults}</h2>
          <DataTable
            caption={words.faults}
            columns={[{ text: words.line }, { text: words.where }, { text: words.problem }]}
            rows={faults.map((fault, index) => ({
              key: String(index),
              cells: [fault.line ? String(fault.line) : "–", fault.where ?? "", rowFault(lang, fault)],
            }))}
          />
          <More shown={faults.length} of={faultCount} words={words} />
        </section>
      ) : null}
      {conflicts.length ? (
        <section aria-labelledby="conflicts">
          <h2 id="conflicts">{words.conflicts}</h2>
          <p class="soft">{words.conflictsHint}</p>
          <DataTable
            caption={words.conflicts}
            columns={[{ text: words.when }, { text: words.conflicts }, { text: words.what }]}
            rows={conflicts.map(({ date, booking, lesson }, index) => ({
              key: String(index),
              cells: [date.split("-").reverse().join("/"), booking, lesson],
            }))}
          />
          <More shown={conflicts.length} of={conflictCount} words={words} />
        </section>
      ) : null}
      {changes.length ? (
        <section aria-labelledby="changes">
          <h2 id="changes">{words.what}</h2>
          <DataTable
            caption={words.what}
            columns={[{ text: words.state }, { text: words.after }, { text: words.before }]}
            rows={changes.map(({ kind, text, before }, index) => ({
              key: String(index),
              cells: [words[kind], text, before ?? ""],
            }))}
          />
          <More shown={changes.length} of={changeCount} words={words} />
        </section>
      ) : null}
    </>
  );
}

function More({ shown, of, words }: { shown: number; of: number; words: ReturnType<typeof exchangeWords> }) {
  return of > shown ? <p>{fill(words.more, { n: of - shown })}</p> : null;
}
