// How well questions are answered: `node tools/ask-evaluate.mjs [folder]`. The folder holds <name>.kb.jsonl[.gz] and
// <name>.queries.jsonl[.gz]; without one, the repository's own topics and fixtures are asked. `--mixed` puts all into one base.
import "./lib/pinned-node.mjs";
import path from "node:path";
import { parseArgs } from "node:util";

const { corporaOf, elsewhere, ownCorpora } = await import("./ask/corpora.mjs");
const { naive } = await import("./ask/naive.mjs");
const { openSearch } = await import("./ask/search.mjs");

const { positionals, values } = parseArgs({ allowPositionals: true, options: { mixed: { type: "boolean" } } });
const [folder] = positionals;
const sets = folder ? corporaOf(path.resolve(folder)) : [...ownCorpora(), ...ownCorpora("vi"), ...elsewhere()];
if (sets.length === 0) {
  console.error(`${folder} holds no <name>.kb.jsonl with its queries`);
  process.exit(1);
}

const search = await openSearch();
try {
  await evaluate();
} finally {
  await search.dispose();
}

async function evaluate() {
  const header = [
    "",
    "questions",
    "recall@1",
    "@5",
    "MRR",
    "nDCG@10",
    "language",
    "answered",
    "of them right",
    "false",
    "ms",
    "rows",
    "rows p95",
    "unicode61: @1, @5, MRR, nDCG, ms, rows p95",
    "trigram: the same",
  ];
  console.log(header.join(" | "));
  let loaded;
  let asWords;
  let asTrigrams;
  const together = sets.flatMap(({ entries }) => entries);
  const everything = [...new Map(together.map((entry) => [entry.id, entry])).values()];
  for (const { name, entries: own, questions } of sets) {
    const entries = values.mixed ? everything : own;
    if (loaded !== entries) {
      await search.load(entries);
      asWords = await naive(search.naive, "unicode61", entries);
      asTrigrams = await naive(search.naive, "trigram", entries);
      loaded = entries;
    }
    const started = performance.now();
    const answers = await search.ask(questions);
    const ms = (performance.now() - started) / questions.length;
    const unknown = await askWithout(entries, questions);
    loaded = undefined;
    const all = measure(questions, answers);
    const plain = [];
    for (const find of [asWords, asTrigrams]) plain.push(await inOneCell(find, questions));
    console.log(
      [
        name,
        questions.length,
        percent(all.first),
        percent(all.five),
        all.mrr.toFixed(3),
        all.ndcg.toFixed(3),
        percent(share(answers, ({ lang }, at) => lang === questions[at].lang)),
        percent(all.answered),
        percent(all.right),
        percent(unknown),
        ms.toFixed(1),
        Math.round(mean(answers.map(({ rows }) => rows))),
        rowsOf(answers),
        ...plain,
      ].join(" | "),
    );
  }
}

/** What an index as it comes makes of the questions; it says neither language nor certainty. */
async function inOneCell(find, questions) {
  const started = performance.now();
  const answers = await find(questions);
  const ms = (performance.now() - started) / questions.length;
  const { first, five, mrr, ndcg } = measure(questions, answers);
  return [percent(first), percent(five), mrr.toFixed(3), ndcg.toFixed(3), ms.toFixed(1), rowsOf(answers)].join(" ");
}

/** Takes every second topic away and asks for exactly those: every answer is a false one. */
async function askWithout(entries, questions) {
  const gone = new Set([...new Set(entries.map(({ topic }) => topic))].filter((_, at) => at % 2 === 1));
  await search.load(entries.filter(({ topic }) => !gone.has(topic)));
  const asked = questions.filter(({ topic }) => gone.has(topic));
  return share(await search.ask(asked), ({ band }) => band === "answer");
}

function measure(questions, answers) {
  const places = answers.map(({ topics }, at) => topics.indexOf(questions[at].topic));
  const said = answers.flatMap(({ band }, at) => (band === "answer" ? [places[at] === 0] : []));
  return {
    first: share(places, (place) => place === 0),
    five: share(places, (place) => place >= 0 && place < 5),
    mrr: mean(places.map((place) => (place < 0 ? 0 : 1 / (place + 1)))),
    // One right topic each, so the ideal gain is 1.
    ndcg: mean(places.map((place) => (place < 0 ? 0 : 1 / Math.log2(place + 2)))),
    answered: said.length / answers.length,
    right: share(said, (right) => right),
  };
}

/** Rows that 19 of 20 questions stay under. */
function rowsOf(answers) {
  const rows = answers.map((answer) => answer.rows).toSorted((x, y) => x - y);
  return rows[Math.floor(0.95 * (rows.length - 1))] ?? 0;
}

function mean(list) {
  return list.reduce((sum, one) => sum + one, 0) / (list.length || 1);
}
function share(list, is) {
  return mean(list.map((one, at) => Number(is(one, at))));
}
function percent(value) {
  return (100 * value).toFixed(1);
}
