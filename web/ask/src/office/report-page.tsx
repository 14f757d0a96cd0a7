import { fill } from "@ven/kit/fill";
import { DataTable, type Fact, SummaryList, Wide } from "@ven/ui";

import { categoryName } from "./category-words";
import { DayChart } from "./chart";
import { complaintName } from "./complaints";
import { languageName, type StaffFrame, staffShell } from "./frame";
import { reportWords } from "./report-words";
import { pageIn } from "./shell";

interface Figures {
  asked: number;
  answer: number;
  suggest: number;
  none: number;
  emergency: number;
  right: number;
  wrong: number;
}

export interface ReportPage extends StaffFrame {
  /** Local dates, both included. */
  from: string;
  to: string;
  total: Figures;
  people: { handed: number; answered: number; inTime: number; took: number | null; waiting: number };
  days: readonly { day: string; asked: number; none: number }[];
  languages: readonly (Figures & { lang: string })[];
  places: readonly (Figures & { place: string })[];
  complaints: readonly { category: string; place: string | null; desk: string; count: number; waiting: number }[];
  unanswered: readonly { lang: string; text: string; times: number }[];
  coverage: readonly { category: string; byLanguage: Readonly<Record<string, number>> }[];
}

const share = (part: number, all: number) => (all === 0 ? "–" : `${Math.round((part / all) * 100)} %`);

/** What the province looks at. Every chart has its table, every table its file. */
export function reportPage(props: ReportPage) {
  const { lang, city, from, to, total, people, days, languages, places, complaints, unanswered, coverage, editor } =
    props;
  const t = reportWords(lang);
  const number = (text: string) => ({ text, number: true });
  const span = `from=${from}&to=${to}`;
  const file = (name: string) => (
    <p>
      <a href={`/office/report/${name}.csv?${span}`}>{t.download}</a>
    </p>
  );
  const figures = ({ asked, answer, suggest, none, emergency, right, wrong }: Figures) => [
    asked,
    share(answer, asked),
    share(suggest, asked),
    share(none, asked),
    emergency,
    right,
    wrong,
  ];
  const columns = [
    number(t.asked),
    number(t.answered),
    number(t.suggested),
    number(t.unanswered),
    number(t.emergency),
    number(t.right),
    number(t.wrong),
  ];
  const facts: Fact[] = [
    { term: t.asked, value: total.asked },
    { term: t.answered, value: share(total.answer, total.asked) },
    { term: t.unanswered, value: share(total.none, total.asked) },
    { term: t.handed, value: people.handed },
    { term: t.byPeople, value: people.answered },
    { term: t.inTime, value: share(people.inTime, people.answered) },
    { term: t.took, value: people.took === null ? "–" : fill(t.minutes, { n: Math.round(people.took / 60_000) }) },
    { term: t.waiting, value: people.waiting },
  ];
  return pageIn(
    props,
    t.report,
    <>
      <h1>{t.report}</h1>
      <form class="row" method="get" action="/office/report">
        <label for="from">{t.from}</label>
        <input id="from" name="from" type="date" value={from} class="short" />
        <label for="to">{t.to}</label>
        <input id="to" name="to" type="date" value={to} class="short" />
        <button class="btn line">{t.show}</button>
      </form>
      <SummaryList facts={facts} />
      <section class="stack" aria-labelledby="days">
        <h2 id="days">{t.perDay}</h2>
        <DayChart label={t.perDay} days={days.map(({ day, asked, none }) => ({ day, count: asked, part: none }))} />
        <p class="row small">
          <span class="key asked">{t.asked}</span>
          <span class="key none">{t.unanswered}</span>
        </p>
        {file("days")}
      </section>
      <section class="stack" aria-labelledby="languages">
        <h2 id="languages">{t.perLanguage}</h2>
        <Wide label={t.perLanguage}>
          <DataTable
            caption={t.perLanguage}
            columns={[{ text: t.language }, ...columns]}
            rows={languages.map((row) => ({ key: row.lang, cells: [languageName(row.lang, lang), ...figures(row)] }))}
          />
        </Wide>
        {file("languages")}
      </section>
      {places.length > 0 ? (
        <section class="stack" aria-labelledby="places">
          <h2 id="places">{t.perPlace}</h2>
          <Wide label={t.perPlace}>
            <DataTable
              caption={t.perPlace}
              columns={[{ text: t.place }, ...columns]}
              rows={places.map((row) => ({ key: row.place, cells: [row.place, ...figures(row)] }))}
            />
          </Wide>
          {file("places")}
        </section>
      ) : null}
      <section class="stack" aria-labelledby="complaints">
        <h2 id="complaints">{t.complaints}</h2>
        {complaints.length === 0 ? (
          <p>{t.noneYet}</p>
        ) : (
          <Wide label={t.complaints}>
            <DataTable
              caption={t.complaints}
              columns={[
                { text: t.complaint },
                { text: t.perPlace },
                { text: t.desk },
                number(t.count),
                number(t.waiting),
              ]}
              rows={complaints.map((row) => ({
                key: `${row.category} ${row.place} ${row.desk}`,
                cells: [complaintName(row.category, lang), row.place ?? "", row.desk, row.count, row.waiting],
              }))}
            />
          </Wide>
        )}
        {file("complaints")}
      </section>
      <section class="stack" aria-labelledby="clusters">
        <h2 id="clusters">{t.clusters}</h2>
        <p class="soft">{t.clustersLead}</p>
        {unanswered.length === 0 ? (
          <p>{t.noneYet}</p>
        ) : (
          <Wide label={t.clusters}>
            <DataTable
              caption={t.clusters}
              columns={[{ text: t.question }, { text: t.language }, number(t.count)]}
              rows={unanswered.map((one) => ({
                key: `${one.lang} ${one.text}`,
                cells: [
                  editor ? (
                    <a
                      key="q"
                      lang={one.lang}
                      href={`/office/entry?language=${one.lang}&title=${encodeURIComponent(one.text.slice(0, 200))}`}
                    >
                      {one.text.slice(0, 160)}
                    </a>
                  ) : (
                    <span key="q" lang={one.lang}>
                      {one.text.slice(0, 160)}
                    </span>
                  ),
                  languageName(one.lang, lang),
                  one.times,
                ],
              }))}
            />
          </Wide>
        )}
        {file("unanswered")}
      </section>
      <section class="stack" aria-labelledby="coverage">
        <h2 id="coverage">{t.coverage}</h2>
        <Wide label={t.coverage}>
          <DataTable
            caption={t.coverage}
            columns={[{ text: t.category }, ...city.languages.map(number)]}
            rows={coverage.map(({ category, byLanguage }) => ({
              key: category,
              cells: [categoryName(category, lang), ...city.languages.map((one) => byLanguage[one] ?? 0)],
            }))}
          />
        </Wide>
        {file("coverage")}
      </section>
      <p class="soft">{t.privacy}</p>
    </>,
    staffShell({ ...props, here: `/office/report?${span}` }),
  );
}
