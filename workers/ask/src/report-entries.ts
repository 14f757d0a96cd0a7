import { topicLanguages } from "./entry-repository";

/** Topics that are live somewhere and lack a live entry in some language. */
export async function coverageGaps(db: D1Database, organisations: readonly string[], languages: readonly string[]) {
  const topics = await topicLanguages(db, organisations);
  const missing = topics.flatMap(({ topic, title, live }) =>
    languages.filter((lang) => !live.includes(lang)).map((lang) => ({ topic, title, lang })),
  );
  const byLanguage = languages.map((lang) => ({ lang, topics: missing.filter((one) => one.lang === lang).length }));
  return { missing, byLanguage };
}
