import * as z from "zod/mini";

const text = (longest: number) =>
  z.string("must be a text").check(z.maxLength(longest, `must have at most ${longest} letters`));
/** A language of texts, also of those that the pages do not speak: `th`. Of a longer tag (BCP 47, `zh-CN`) its language. */
export const TextLanguage = z.pipe(
  z
    .string("must be a language such as vi")
    .check(z.regex(/^[a-zA-Z]{2,3}(?:[-_][a-zA-Z\d]{1,8})*$/, "must be a language such as vi")),
  z.transform((tag) => tag.slice(0, /[-_]|$/.exec(tag)?.index).toLowerCase()),
);

/** A local date, or an instant; empty is none. */
const Day = z
  .string("must be a date such as 2026-11-22")
  .check(z.refine((text) => text === "" || !Number.isNaN(Date.parse(text)), "must be a date such as 2026-11-22"));

/** Where an answer comes from. `date` is when the source was read, a local date. */
export const Source = z.object({
  title: text(300),
  url: z.optional(z.string().check(z.maxLength(500), z.regex(/^https?:\/\//))),
  date: z
    .string("must be a date such as 2026-11-22")
    .check(z.regex(/^\d{4}-\d{2}-\d{2}$/, "must be a date such as 2026-11-22")),
});
export type Source = z.infer<typeof Source>;

export const MapPoint = z.object({
  lat: z.number().check(z.minimum(-90), z.maximum(90)),
  lon: z.number().check(z.minimum(-180), z.maximum(180)),
});
export type MapPoint = z.infer<typeof MapPoint>;

export const EntryState = z.enum(["draft", "reviewed", "live", "expired"]);
export type EntryState = z.infer<typeof EntryState>;

/**
 * One language of a topic, as it is brought in: `topic`, `lang` and `answer` are enough. `body` is another name of
 * `answer`; without a title the first question, or the first sentence, stands for it.
 */
export const NewEntry = z
  .object({
    id: z.optional(text(160)),
    topic: z.string("must name the topic").check(z.minLength(1), z.maxLength(120)),
    lang: TextLanguage,
    title: z.optional(z.nullable(text(400))),
    questions: z.optional(z.nullable(z.array(text(400)).check(z.maxLength(60)))),
    answer: z.optional(z.nullable(text(20_000))),
    body: z.optional(z.nullable(text(20_000))),
    area: z.optional(z.nullable(text(40))),
    category: z.optional(text(60)),
    place: z.optional(z.nullable(text(80))),
    owner: z.optional(text(200)),
    phone: z.optional(z.nullable(z.string().check(z.regex(/^[+\d][\d .-]{1,24}$/)))),
    map: z.optional(z.nullable(MapPoint)),
    /** Prices or numbers in it must still be confirmed by the province. */
    confirm: z.optional(z.boolean()),
    machine: z.optional(z.boolean()),
    validFrom: z.optional(Day),
    validUntil: z.optional(z.nullable(Day)),
    sources: z.optional(z.array(Source).check(z.maxLength(12))),
    state: z.optional(EntryState),
  })
  .check(
    z.refine(({ answer, body }) => (answer ?? body ?? "").trim() !== "", {
      error: "must be there: what is answered, as answer or body",
      path: ["answer"],
    }),
  );
export type NewEntry = z.infer<typeof NewEntry>;

export const BulkImport = z.object({
  entries: z
    .array(NewEntry, "must be a list of entries")
    .check(
      z.minLength(1, "must have an entry"),
      z.maxLength(
        5_000,
        "must have at most 5000 entries; send more in further requests, `replace` with the first alone",
      ),
    ),
  /** What the entries are cited as where they bring no source of their own. */
  source: z.optional(text(200)),
  /** Everything else of the base expires. */
  replace: z.optional(z.boolean()),
});
export type BulkImport = z.infer<typeof BulkImport>;
export const Imported = z.object({ topics: z.int(), entries: z.int(), searchable: z.int(), ms: z.int() });
export type Imported = z.infer<typeof Imported>;

export const SearchResult = z.object({
  topic: z.string(),
  entry: z.string(),
  lang: z.string(),
  title: z.string(),
  score: z.number(),
});
export const SearchResults = z.object({
  lang: z.string(),
  results: z.array(SearchResult),
  rowsRead: z.int(),
});
export type SearchResults = z.infer<typeof SearchResults>;

export const Band = z.enum(["emergency", "answer", "suggest", "none"]);
export type Band = z.infer<typeof Band>;

/** `<city>-<128 random bits>`: all that a tourist has. */
export const ThreadToken = z.string().check(z.regex(/^[a-z-]{2,24}-[\w-]{22}$/));

export const Question = z.object({
  q: z.string().check(z.minLength(1), z.maxLength(20_000)),
  lang: z.optional(TextLanguage),
  place: z.optional(text(80)),
  thread: z.optional(ThreadToken),
});
export type Question = z.infer<typeof Question>;

export const Suggestion = z.object({ topic: z.string(), title: z.string(), lang: z.string() });
export type Suggestion = z.infer<typeof Suggestion>;

export const AnswerCard = z.object({
  topic: z.string(),
  entry: z.string(),
  lang: z.string(),
  title: z.string(),
  /** Short markdown. */
  text: z.string(),
  /** The sentence that answers best, where it is not the whole. */
  sentence: z.optional(z.string()),
  /** The text in fewer words, made by a machine and checked against it; shown with the text, never instead. */
  summary: z.optional(z.string()),
  phone: z.optional(z.string()),
  map: z.optional(MapPoint),
  confirm: z.boolean(),
  machine: z.boolean(),
  /** It is not in the asker's language, because there is none. */
  otherLanguage: z.boolean(),
});
export type AnswerCard = z.infer<typeof AnswerCard>;

/** Whom to call, that it is free, what to say, and a sentence to show to whoever stands near. */
export const EmergencyTexts = z.object({
  title: z.string(),
  call: z.string(),
  free: z.string(),
  say: z.array(z.string()),
  show: z.string(),
});
export type EmergencyTexts = z.infer<typeof EmergencyTexts>;

export const Reply = z.object({
  band: Band,
  answer: z.optional(AnswerCard),
  emergency: z.optional(
    z.object({ card: z.string(), number: z.string(), lang: z.string(), texts: z.optional(EmergencyTexts) }),
  ),
  sources: z.array(Source),
  suggestions: z.array(Suggestion),
  /** The question's language. */
  lang: z.string(),
  /** Absent when it could not be kept. */
  thread: z.nullable(z.string()),
});
export type Reply = z.infer<typeof Reply>;

export const ThreadState = z.enum(["bot", "open", "claimed", "answered", "published", "closed"]);
export type ThreadState = z.infer<typeof ThreadState>;

export const Message = z.object({
  seq: z.int(),
  at: z.int(),
  author: z.enum(["asker", "bot", "person", "note", "system"]),
  lang: z.string(),
  text: z.string(),
  band: z.nullable(Band),
  entry: z.nullable(z.string()),
});
export type Message = z.infer<typeof Message>;

export const ThreadView = z.object({
  state: ThreadState,
  version: z.int(),
  /** The same as `version`: grows by one with whatever happens, as live pages count. */
  seq: z.int(),
  lang: z.string(),
  place: z.nullable(z.string()),
  expectedBy: z.nullable(z.int()),
  messages: z.array(Message),
});
export type ThreadView = z.infer<typeof ThreadView>;

/** What tourists complain of, so that the province sees where; the words stand with the pages. */
export const Complaint = z.enum([
  "overcharging",
  "lost-document",
  "theft",
  "transport",
  "tour",
  "lodging",
  "food",
  "environment",
  "staff",
  "other",
]);
export type Complaint = z.infer<typeof Complaint>;

/** A topic in the list of those that may be edited: its entries by language, and whether a change of them waits. */
export interface ListedTopic {
  topic: string;
  title: string;
  category: string;
  entries: Readonly<Record<string, { id: string; state: EntryState; waits: boolean }>>;
}

/** A text that waits for somebody's eyes: a draft, or a change of what is live. */
export interface WaitingText {
  id: string;
  lang: string;
  state: "draft" | "reviewed";
  title: string;
  writtenBy: string | null;
  at: number;
  change: boolean;
  machine: boolean;
}

/** What the inbox shows of a thread. */
export const InboxItem = z.object({
  id: z.string(),
  state: ThreadState,
  version: z.int(),
  lang: z.string(),
  place: z.nullable(z.string()),
  urgent: z.boolean(),
  /** What it complains of, once somebody at the desk said so. */
  category: z.nullable(z.string()),
  handedAt: z.nullable(z.int()),
  expectedBy: z.nullable(z.int()),
  claimedBy: z.nullable(z.string()),
  question: z.string(),
});
export type InboxItem = z.infer<typeof InboxItem>;
export const Inbox = z.object({ items: z.array(InboxItem), next: z.nullable(z.string()) });

export const ThreadCommand = z.object({ version: z.int() });
export const StaffReply = z.object({
  version: z.int(),
  text: z.string().check(z.minLength(1), z.maxLength(8_000)),
  lang: z.optional(TextLanguage),
});
