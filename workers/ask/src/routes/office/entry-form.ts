import type { EntryState } from "@ven/contracts/ask";
import { requirePermIn, staffName } from "@ven/identity";
import { addDays, html, localDate, localMidnight, Problem, uuidv7, validate } from "@ven/kit";
import { entryPage, type Facts } from "@ven/web-ask/office";
import * as z from "zod/mini";

import { difference } from "../../difference";
import { duplicatesOf } from "../../duplicates";
import { saveText, saveTopic } from "../../edit-entry";
import { categoriesOf, type EntryText, historyOf, revisionOf, type Topic, topicById } from "../../entry-repository";
import { entriesOfTopic, putKnowledge } from "../../knowledge-repository";
import { cityOf } from "../router";
import { frameOf, mayEdit, orTrouble, type StaffContext, working } from "../staff";
import { complete, edits, officeRouter, Seen, TextForm, textOf } from "./context";
import { whereOf } from "./knowledge";

const text = (longest: number) => z.optional(z.string().check(z.maxLength(longest)));
const language = z.optional(z.string().check(z.regex(/^[a-z]{2,3}$/)));
const Looking = z.object({ id: text(160), topic: text(120), language, title: text(300), done: text(10) });
const Existing = z.extend(z.partial(Seen), {
  ...TextForm.shape,
  topic: text(120),
  language,
  category: text(60),
  preview: z.optional(z.string()),
});
const many = z.optional(z.union([z.string(), z.array(z.string())]));
const FactsForm = z.object({
  topic: z.string().check(z.maxLength(120)),
  version: z.coerce.number().check(z.int()),
  id: text(160),
  category: z.string().check(z.trim(), z.minLength(1), z.maxLength(60)),
  owner: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  place: text(80),
  area: text(40),
  phone: text(25),
  latitude: text(20),
  longitude: text(20),
  validFrom: z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)),
  validUntil: z.optional(z.union([z.literal(""), z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/))])),
  confirm: z.optional(z.string()),
  source: many,
  url: many,
  date: many,
});

interface Shown {
  id?: string | undefined;
  topic?: string | undefined;
  language?: string | undefined;
  done?: string | undefined;
  trouble?: string | undefined;
  /** What was typed, when it is not yet kept. */
  typed?: EntryText | undefined;
  preview?: boolean;
}

/** One entry under a form, and the facts of its topic. */
export const entryForm = officeRouter()
  .get("/office/entry", validate("query", Looking), (c) => {
    const { title, ...shown } = c.req.valid("query");
    return entryAnswer(c, { ...shown, ...(title && { typed: { ...empty, title } }) });
  })
  .post("/office/entry", validate("form", Existing), async (c) => {
    const form = c.req.valid("form");
    const typed = textOf(form);
    const shown = { id: form.id, topic: form.topic, language: form.language, typed };
    if (form.preview !== undefined) return entryAnswer(c, { ...shown, preview: true });
    return orTrouble(
      c,
      (id) => `/office/entry?id=${encodeURIComponent(id)}&done=saved`,
      () => save(c, form, complete(typed)),
      (trouble) => entryAnswer(c, { ...shown, trouble }),
    );
  })
  .post("/office/topic", validate("form", FactsForm), async (c) => {
    const form = c.req.valid("form");
    const topic = await topicOf(c, form.topic);
    const back = form.id ?? "";
    return orTrouble(
      c,
      `/office/entry?id=${encodeURIComponent(back)}&done=done`,
      () => saveTopic({ ...working(c), search: c.env.SEARCH }, topic, form.version, factsFrom(c, form, topic)),
      (trouble) => entryAnswer(c, { id: form.id, topic: form.topic, trouble }),
    );
  });

/** Keeps what was typed; gives the entry's id. A new one begins as a draft, with its topic where that is new too. */
async function save(c: StaffContext, form: z.infer<typeof Existing>, typed: EntryText): Promise<string> {
  const { id, version = 0, revision = 0 } = form;
  const by = working(c);
  if (id !== undefined) {
    await saveText(by, await mayEdit(c, id), { version, revision }, typed);
    return id;
  }
  const lang = form.language ?? "vi";
  const { organisation } = whereOf(c.var.principal);
  const known = form.topic ? await topicOf(c, form.topic) : null;
  const topic = known ?? {
    id: `office-${uuidv7(by.now)}`,
    organisation,
    area: cityOf(c.env).id,
    category: form.category?.trim() || "other",
    place: null,
    owner: cityOf(c.env).authority.vi,
    phone: null,
    map: null,
    confirm: false,
    validFrom: localMidnight(localDate(by.now, cityOf(c.env).timezone), cityOf(c.env).timezone),
    validUntil: null,
    sources: [],
  };
  if (known && (await entriesOfTopic(by.db, known.id)).some((one) => one.lang === lang)) throw new Problem("conflict");
  const entry = { id: `${topic.id}#${lang}`, topic: topic.id, lang, state: "draft" as const, ...typed };
  await by.db.batch(putKnowledge(by.db, known ? [] : [topic], [entry], { now: by.now, actor: by.actor }));
  return entry.id;
}

async function topicOf(c: StaffContext, id: string) {
  const topic = await topicById(c.env.DB, id);
  await requirePermIn(c.env.DB, c.var.principal, "ask.edit", topic?.organisation, c.var.now);
  if (!topic) throw new Problem("not-found");
  return topic;
}

const list = (given: string | string[] | undefined) => [given ?? []].flat().map((one) => one.trim());
const wrong = (pointer: string, detail: string) =>
  new Problem("validation-failed", undefined, { errors: [{ pointer, detail }] });

function factsFrom(c: StaffContext, form: z.infer<typeof FactsForm>, topic: Topic) {
  const { timezone } = cityOf(c.env);
  const [urls, dates] = [list(form.url), list(form.date)];
  const sources = list(form.source).flatMap((title, at) => {
    if (title === "") return [];
    const url = urls[at] ?? "";
    const date = dates[at] || localDate(c.var.now, timezone);
    if (url !== "" && !/^https?:\/\//.test(url)) throw wrong("/url", "is no web address");
    return [{ title, date, ...(url !== "" && { url }) }];
  });
  const [lat, lon] = [form.latitude, form.longitude].map((one) => Number((one ?? "").replace(",", ".") || Number.NaN));
  const hasMap = Boolean(form.latitude?.trim() && form.longitude?.trim());
  const map = hasMap && lat !== undefined && lon !== undefined ? { lat, lon } : null;
  if (map && !(Math.abs(map.lat) <= 90 && Math.abs(map.lon) <= 180)) throw wrong("/latitude", "is no place on earth");
  const phone = form.phone?.trim() || null;
  if (phone !== null && !/^[+\d][\d .-]{1,24}$/.test(phone)) throw wrong("/phone", "is no number");
  const validFrom = keepDay(topic.validFrom, form.validFrom, timezone);
  const validUntil = form.validUntil ? localMidnight(addDays(form.validUntil, 1), timezone) : null;
  if (validUntil !== null && validUntil <= validFrom) throw wrong("/validUntil", "is before it begins");
  return {
    category: form.category,
    area: form.area || null,
    place: form.place?.trim() || null,
    owner: form.owner,
    phone,
    map,
    confirm: form.confirm !== undefined,
    validFrom,
    validUntil,
    sources,
  };
}

/** The same instant where the day was not changed, else its midnight. */
const keepDay = (before: number, day: string, timezone: string) =>
  localDate(before, timezone) === day ? before : localMidnight(day, timezone);

function factsOf(c: StaffContext, topic: Topic): Facts {
  const { timezone } = cityOf(c.env);
  const { id, version, category, area, place, owner, phone, map, confirm, validFrom, validUntil, sources } = topic;
  return {
    topic: id,
    version,
    category,
    area: area ?? "",
    place: place ?? "",
    owner,
    phone: phone ?? "",
    latitude: map ? String(map.lat) : "",
    longitude: map ? String(map.lon) : "",
    confirm,
    validFrom: localDate(validFrom, timezone),
    validUntil: validUntil === null ? "" : localDate(validUntil - 1, timezone),
    sources: sources.map(({ title, url = "", date }) => ({ title, url, date })),
  };
}

const wordsOf = ({ title, questions, answer }: Pick<EntryText, "title" | "questions" | "answer">) =>
  [title, ...questions.map((one) => `? ${one}`), "", answer].join("\n");
const empty: EntryText = { title: "", questions: [], answer: "", machine: false };

export async function entryAnswer(c: StaffContext, shown: Shown) {
  const { DB: db, SEARCH: search } = c.env;
  const { done, trouble, typed, preview = false } = shown;
  const topicId = shown.topic || undefined;
  // A topic that has the language already is edited, not begun again.
  const siblings = topicId === undefined ? [] : await entriesOfTopic(db, topicId);
  const wanted = shown.id || (siblings.find(({ lang }) => lang === shown.language) ?? siblings[0])?.id;
  const isNew = !shown.id && (!wanted || !siblings.some(({ lang }) => lang === (shown.language ?? "vi")));
  const entry = isNew || !wanted ? undefined : await mayEdit(c, wanted);
  const topic = entry ? await topicById(db, entry.topic) : topicId ? await topicOf(c, topicId) : null;
  const all = entry ? await entriesOfTopic(db, entry.topic) : siblings;
  const language = entry?.lang ?? shown.language ?? "vi";
  const [revision, history, frame, categories] = await Promise.all([
    entry ? revisionOf(db, entry.id) : null,
    entry ? historyOf(db, entry.id, 30) : [],
    frameOf(c),
    topic ? [] : categoriesOf(db, edits(c)),
  ]);
  const text = typed ?? revision ?? entry ?? empty;
  const others = all.filter(({ id }) => id !== entry?.id);
  const original = others.find(({ lang }) => lang === "vi") ?? others.find(({ lang }) => lang === "en") ?? others[0];
  const people = [...new Set(history.map(({ actor }) => actor))];
  const names = new Map(
    await Promise.all(people.map(async (who) => [who, await staffName(db, who, c.var.now).catch(() => "")] as const)),
  );
  const duplicates =
    preview || (entry?.state === "draft" && trouble === undefined)
      ? await duplicatesOf(
          { search, now: c.var.now, city: cityOf(c.env).id },
          { title: text.title, lang: language, ...(topic && { topic: topic.id }) },
        )
      : [];
  const state: EntryState = revision?.state ?? entry?.state ?? "draft";
  return html(
    c,
    entryPage({
      ...frame,
      ...(entry && { entry: { id: entry.id, state: entry.state, version: entry.version } }),
      revision: revision?.version ?? 0,
      state,
      topic: topic?.id ?? "",
      language,
      text,
      own: (revision ?? entry)?.writtenBy === c.var.principal.subject,
      facts: topic && factsOf(c, topic),
      categories,
      others: others.map(({ id, lang, state: is }) => ({ id, lang, state: is })),
      original: original && { lang: original.lang, title: original.title, answer: original.answer },
      preview,
      against: entry && revision ? difference(wordsOf(entry), wordsOf(text)) : [],
      history: history.map(({ version, at, actor, state: was, ...past }, index) => {
        const before = history[index + 1];
        return {
          version,
          at,
          name: names.get(actor) ?? "",
          state: was,
          pieces: difference(before ? wordsOf(before) : "", wordsOf(past)),
        };
      }),
      duplicates,
      done: done ?? null,
      ...(trouble !== undefined && { trouble }),
    }),
    trouble === undefined ? 200 : 409,
  );
}
