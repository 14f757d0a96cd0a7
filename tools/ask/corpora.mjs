import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";

import { root } from "../lib/workspace.mjs";

const json = (file) => JSON.parse(readFileSync(path.join(root, file), "utf8"));

/** Concepts and places as the service has them. */
export const concepts = () => [
  ...json("workers/ask/data/lexicon.json"),
  ...json("workers/ask/data/gazetteer.json").map((one) => ({ ...one, kind: "outside" })),
];

/** A text as somebody types it who has no Vietnamese keyboard. */
export const withoutAccents = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D").toLowerCase();

function lines(file) {
  const bytes = readFileSync(file);
  return (file.endsWith(".gz") ? gunzipSync(bytes) : bytes)
    .toString()
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** Vietnamese questions once more, without accents. */
const unaccented = (questions) =>
  questions
    .filter(({ lang }) => lang === "vi")
    .map((one) => ({ ...one, set: "vi, no accents", q: withoutAccents(one.q) }));

const fixtures = "workers/ask/test/fixtures";

const set = (name, entries, questions) => ({ name, entries, questions });

/** `<name>.kb.jsonl[.gz]` and `<name>.queries.jsonl[.gz]` of a folder; Vietnamese questions once more without accents. */
export function corporaOf(folder) {
  const find = (pattern) => globSync(pattern, { cwd: folder }).map((name) => path.join(folder, name));
  return find("*.kb.jsonl*")
    .toSorted()
    .flatMap((kb) => {
      const name = path.basename(kb).replace(/\.kb\.jsonl(\.gz)?$/, "");
      const asked = find(`${name}.queries.jsonl*`)[0];
      if (!asked) return [];
      const entries = lines(kb);
      const byLanguage = Map.groupBy(lines(asked), ({ lang }) => lang);
      return [...byLanguage].flatMap(([lang, questions]) => {
        const label = byLanguage.size > 1 ? `${name} ${lang}` : name;
        const sets = [set(label, entries, questions)];
        if (lang === "vi") sets.push(set(`${label}, no accents`, entries, unaccented(questions)));
        return sets;
      });
    });
}

/** All texts of the repository's own topics. */
export function topicsOf() {
  const folder = path.join(root, "workers/ask/sample/topics");
  return globSync("*.json", { cwd: folder })
    .toSorted()
    .flatMap((file) => json(path.join("workers/ask/sample/topics", file)))
    .flatMap(({ id, entries }) =>
      Object.entries(entries).map(([lang, { title, questions, answer }]) => ({
        topic: id,
        lang,
        title,
        questions,
        body: answer,
      })),
    );
}

/**
 * The repository's own topics, and for each a question in every language by somebody who had not seen how they are found.
 * With `only`, the base holds that language alone, so that other questions must go through the lexicon.
 */
export function ownCorpora(only) {
  const entries = topicsOf()
    .filter(({ lang }) => !only || lang === only)
    .map((entry) => ({ ...entry, id: `${entry.topic}#${entry.lang}` }));
  const asked = json(`${fixtures}/asked.json`);
  const all = [...asked, ...unaccented(asked)].filter(({ lang }) => lang !== only);
  const name = (lang) => `topics${only ? ` in ${only} only` : ""}, asked in ${lang}`;
  return [...Map.groupBy(all, ({ set: label, lang }) => label ?? lang)].map(([label, questions]) =>
    set(name(label), entries, questions),
  );
}

/** Topics of another city, short and asked in other words: what a base looks like on its first day. */
export const elsewhere = () => corporaOf(path.join(root, fixtures, "elsewhere"));
