import { ownCorpora, topicsOf } from "../ask/corpora.mjs";
import { expression, naive } from "../ask/naive.mjs";
import { openSearch } from "../ask/search.mjs";
import { cpuOf, median, tree } from "./measure.mjs";
import { countRow } from "./table.mjs";

const most = 1_500;
/** The largest base of which the domain notes say how many rows a question may read. */
const budgeted = 10_000;
const perSize = 60;

/**
 * What a question costs in bases of several sizes, against FTS5 as it comes, in one run: rows read, CPU, and how soon one
 * more entry can be found. The entries are made of the sentences of the repository's own topics; the largest base takes
 * two minutes to build.
 *
 * @returns {Promise<import("./table.mjs").Row[]>}
 */
export async function questionRows({ sizes = [1_000, 10_000, 100_000] } = {}) {
  const questions = ownCorpora()
    .flatMap(({ questions: asked }) => asked)
    .filter((_, at) => at % 17 === 0)
    .slice(0, perSize);
  const search = await openSearch();
  try {
    const rows = [];
    let loaded = 0;
    for (const size of sizes) {
      await search.load(entriesOf(loaded, size), { fresh: loaded === 0, calibrate: false });
      loaded = size;
      await search.ask(questions.slice(0, 10));
      const pids = tree(process.pid).filter((pid) => pid !== process.pid);
      const before = cpuOf(pids);
      const answers = await search.ask(questions);
      const cpu = (cpuOf(pids) - before) / 1e6 / questions.length;
      const times = [];
      for (let at = 0; at < 5; at++) {
        const started = performance.now();
        await search.load(entriesOf(size + at, size + at + 1), { fresh: false, calibrate: false });
        times.push(performance.now() - started);
      }
      loaded += 5;
      const read = answers.map((answer) => answer.rows).toSorted(ascending);
      const against = [];
      for (const tokenizer of ["unicode61", "trigram"]) {
        const ask = await naive(search.naive, tokenizer, entriesOf(0, size));
        const start = cpuOf(pids);
        await ask(questions);
        const ms = (cpuOf(pids) - start) / 1e6 / questions.length;
        against.push({ tokenizer, ms, rows: atMostOf(await matches(search.naive, tokenizer, questions)) });
      }
      const name = `question to ${size.toLocaleString("en")} entries`;
      rows.push(
        countRow(`${name}: rows read by 19 of 20`, atMostOf(read), {
          unit: "",
          ...(size <= budgeted && { atMost: most }),
          note: [`median ${median(read)}`, ...against.map(({ tokenizer, rows }) => `${tokenizer} ranks ${rows}`)].join(
            ", ",
          ),
        }),
        countRow(`${name}: CPU of worker and database`, Number(cpu.toFixed(1)), {
          unit: "ms",
          note: against.map(({ tokenizer, ms }) => `${tokenizer} ${ms.toFixed(1)} ms`).join(", "),
        }),
        countRow(`${name}: one more entry found after`, Math.round(median(times)), { unit: "ms", atMost: 2_000 }),
      );
    }
    return rows;
  } finally {
    await search.dispose();
  }
}

const ascending = (x, y) => x - y;

/** How many entries plain FTS5 has to rank for each question; D1 counts only those that it gives back. */
async function matches(d1, tokenizer, questions) {
  const count = d1.prepare(`SELECT count(*) AS n FROM naive_${tokenizer} WHERE naive_${tokenizer} MATCH ?`);
  const found = await d1.batch(questions.map(({ q }) => count.bind(expression(q))));
  return found.map(({ results: [row] }) => row.n).toSorted(ascending);
}

/** What 19 of 20 stay under. */
const atMostOf = (sorted) => sorted[Math.floor(0.95 * (sorted.length - 1))] ?? 0;

/** Entries number `from` to `to`: each a title of its own and three sentences of topics in its language. */
function entriesOf(from, to) {
  const texts = [...Map.groupBy(topicsOf(), ({ lang }) => lang)];
  return Array.from({ length: to - from }, (_, step) => {
    const n = from + step;
    const [lang, entries] = texts[n % texts.length] ?? texts[0];
    const one = (shift) => entries[(n * 7 + shift * 31 + Math.floor(n / entries.length) * shift) % entries.length];
    return {
      id: `x-${n}`,
      topic: `x-${n}`,
      lang,
      title: `${one(0).title} ${n}`,
      questions: one(1).questions.slice(0, 1),
      body: [one(0), one(1), one(2)].map(({ body }) => body.slice(0, 200)).join("\n"),
    };
  });
}
