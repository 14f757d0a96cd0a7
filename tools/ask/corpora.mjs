import { existsSync, globSync, readFileSync } from "node:fs";
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
        if (lang === "vi")
          sets.push(
            set(
              `${label}, no accents`,
              entries,
              questions.map((one) => ({ ...one, q: withoutAccents(one.q) })),
            ),
          );
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
 * The repository's own topics: one question of each entry is taken out of the base and asked. With `only`, the base
 * holds that language alone, so that other questions must go through the lexicon.
 */
export function ownCorpora(only) {
  const folder = path.join(root, "workers/ask/sample/topics");
  if (!existsSync(folder)) return [];
  const topics = globSync("*.json", { cwd: folder }).flatMap((file) =>
    json(path.join("workers/ask/sample/topics", file)),
  );
  const entries = [];
  const asked = new Map();
  for (const { id, entries: texts } of topics)
    for (const [lang, { title, questions, answer }] of Object.entries(texts)) {
      const held = questions.length > 1 ? questions.at(-1) : undefined;
      if (!only || only === lang)
        entries.push({
          id: `${id}#${lang}`,
          topic: id,
          lang,
          title,
          body: answer,
          questions: held ? questions.slice(0, -1) : questions,
        });
      if (held && lang !== only) asked.set(lang, [...(asked.get(lang) ?? []), { topic: id, lang, q: held }]);
      if (held && lang === "vi" && !only)
        asked.set("vi, no accents", [
          ...(asked.get("vi, no accents") ?? []),
          { topic: id, lang, q: withoutAccents(held) },
        ]);
    }
  return [...asked].map(([lang, questions]) =>
    set(`topics${only ? ` in ${only} only` : ""}, asked in ${lang}`, entries, questions),
  );
}
