import type { Complaint } from "@ven/contracts/ask";
import type { MovedThread } from "@ven/contracts/ask-live";
import { audit, checkKey, Problem, requestHash, uuidv7 } from "@ven/kit";

import { deskOf } from "./asking-repository";
import { type DeskThread, keepAnswer, keptAnswer, markThread, takeThread } from "./desk-repository";
import { expectedBy } from "./expected-answer";
import { type EntryRow, putKnowledge, type TopicRow } from "./knowledge-repository";
import { redact } from "./redact";
import { next, type ThreadCommand } from "./thread";
import { addMessage, messagesOf, moveThread, type NewMessage } from "./thread-repository";

export interface Working {
  db: D1Database;
  now: number;
  /** The person at the desk. */
  actor: string;
  requestId?: string;
  /** Tells whoever looks at the thread, after it has moved. */
  announce?: (moved: MovedThread) => void;
}

export interface Moved {
  state: DeskThread["state"];
  version: number;
}

interface Act {
  version: number;
  change: D1PreparedStatement;
  message?: NewMessage;
  detail?: Record<string, unknown>;
  once?: { key: string; hash: string };
}

const scopeOf = (actor: string, thread: string) => `desk:${actor}:${thread}`;

/**
 * Moves a thread on, if it is still as the person saw it. Of two people who claim, one gets it; the other is told so
 * (409). What happened, and only that, is in the audit.
 */
async function step(working: Working, thread: DeskThread, command: ThreadCommand | "mark", act: Act): Promise<Moved> {
  const { db, now, actor, requestId } = working;
  const { version, change, message, detail, once } = act;
  const to = command === "mark" ? thread.state : next(thread.state, command);
  if (thread.version !== version) throw new Problem("stale-version");
  if (to === undefined) throw new Problem("wrong-state");
  const moved: Moved = { state: to, version: version + 1 };
  const entry = {
    at: now,
    actor,
    action: `thread.${command}`,
    object: thread.id,
    organisation: thread.organisation,
    ...(detail && { detail }),
    ...(requestId !== undefined && { requestId }),
  };
  // Each statement looks whether the one before changed a row, so all of it happens or nothing.
  const [changed] = await db.batch([
    change,
    audit(db, "ask", entry, { ifChanged: true }),
    ...(message ? [addMessage(db, thread.id, message, { now })] : []),
    ...(once
      ? [keepAnswer(db, { ...once, scope: scopeOf(actor, thread.id), response: JSON.stringify(moved), now })]
      : []),
  ]);
  if (changed?.meta.changes === 0) throw new Problem("stale-version");
  working.announce?.({ id: thread.id, ...moved });
  return moved;
}

const moving = ({ db, now }: Working, { id }: DeskThread, version: number, to: DeskThread["state"], more = {}) =>
  moveThread(db, { id, version, to, now, ...more });

export const claim = (working: Working, thread: DeskThread, version: number) =>
  step(working, thread, "claim", {
    version,
    change: moving(working, thread, version, "claimed", { claimedBy: working.actor }),
  });

/** So long a colleague may be silent before somebody else goes on with the question. */
export const takenOverAfter = 15 * 60_000;

/** Goes on where a colleague went home: after a while, or at once for who leads the desk. */
export async function takeOver(working: Working, thread: DeskThread, version: number, leads: boolean) {
  const { db, now, actor } = working;
  if (thread.claimedBy === actor) throw new Problem("wrong-state");
  if (!leads && now - (thread.claimedAt ?? now) < takenOverAfter) throw new Problem("too-soon");
  return step(working, thread, "take-over", {
    version,
    change: takeThread(db, { id: thread.id, version, now, actor }),
    detail: { from: thread.claimedBy },
  });
}

/** Only who has it gives it back, hands it on or answers. */
function requireMine({ actor }: Working, { claimedBy, state }: DeskThread) {
  if (state === "claimed" && claimedBy !== actor) throw new Problem("conflict", "Somebody else has this question");
}

/** Back to the inbox. */
export async function release(working: Working, thread: DeskThread, version: number) {
  requireMine(working, thread);
  return step(working, thread, "release", { version, change: moving(working, thread, version, "open") });
}

/** On to another desk, which sees it at once with all that was said; `expectedBy` is by its hours. */
export async function transfer(
  working: Working,
  thread: DeskThread,
  version: number,
  { organisation, expectedBy }: { organisation: string; expectedBy: number },
) {
  requireMine(working, thread);
  if (organisation === thread.organisation) throw new Problem("wrong-state");
  return step(working, thread, "release", {
    version,
    change: moving(working, thread, version, "open", { organisation, expectedBy }),
    message: { author: "system", lang: thread.lang, text: `transfer ${thread.organisation} ${organisation}` },
    detail: { to: organisation },
  });
}

/**
 * Answers. `key` makes it safe to send again after a cut: the second time gives what the first one did, even though the
 * thread has moved on.
 */
export async function reply(
  working: Working,
  thread: DeskThread,
  { version, text, lang, key }: { version: number; text: string; lang: string; key?: string | undefined },
): Promise<Moved> {
  const { db, actor } = working;
  const once = key === undefined ? undefined : { key: checkKey(key), hash: await requestHash({ text, lang }) };
  try {
    requireMine(working, thread);
    return await step(working, thread, "reply", {
      version,
      change: moving(working, thread, version, "answered"),
      message: { author: "person", actor, lang, text },
      ...(once && { once }),
    });
  } catch (err) {
    const kept = once && Problem.is(err) ? await keptAnswer(db, scopeOf(actor, thread.id), once.key) : null;
    if (!kept) throw err;
    if (kept.hash !== once?.hash) throw new Problem("key-reused");
    return JSON.parse(kept.response) as Moved;
  }
}

export async function close(working: Working, thread: DeskThread, version: number) {
  requireMine(working, thread);
  return step(working, thread, "close", { version, change: moving(working, thread, version, "closed") });
}

/** Back to the inbox after it was closed, because somebody asks again; the old promise is past, so there is a new one. */
export async function reopen(working: Working, thread: DeskThread, version: number) {
  const { db, now } = working;
  const due = expectedBy(now, await deskOf(db, thread.organisation));
  return step(working, thread, "reopen", {
    version,
    change: moving(working, thread, version, "open", { handedAt: now, expectedBy: due }),
  });
}

/** What it is about, for the province's figures, and whether it is pressing. */
export const mark = (
  working: Working,
  thread: DeskThread,
  version: number,
  { category, urgent }: { category: Complaint | null; urgent: boolean },
) =>
  step(working, thread, "mark", {
    version,
    change: markThread(working.db, { id: thread.id, version, category, urgent }),
    detail: { category, urgent },
  });

/** For colleagues only; the tourist never sees it. It moves nothing. */
export async function note({ db, now, actor }: Working, thread: DeskThread, text: string) {
  await addMessage(db, thread.id, { author: "note", actor, lang: "vi", text }, { now, always: true }).run();
}

/**
 * Makes a draft entry from the person's answer: the question as it was asked, without what tells who asked, the answer as
 * it was given, and the desk as its source. It is found by nobody until somebody approves it.
 */
export async function draftFrom(
  { db, now, actor }: Working,
  thread: DeskThread,
  { title, today, source, area }: { title: string; today: string; source: string; area: string },
) {
  const messages = await messagesOf(db, thread.id, { notes: false });
  const answer = messages.findLast(({ author }) => author === "person");
  const asked = messages.filter(({ author }) => author === "asker").map(({ text }) => redact(text));
  if (!answer) throw new Problem("wrong-state", "There is no answer yet");
  const id = `desk-${uuidv7(now)}`;
  const topic: TopicRow = {
    id,
    organisation: thread.organisation,
    area,
    category: "desk",
    place: thread.place,
    owner: source,
    phone: null,
    map: null,
    confirm: false,
    validFrom: now,
    validUntil: null,
    sources: [{ title: source, date: today }],
  };
  const entry: EntryRow = {
    id: `${id}#${answer.lang}`,
    topic: id,
    lang: answer.lang,
    state: "draft",
    title: redact(title || (asked.at(-1) ?? "")).slice(0, 300),
    questions: asked.slice(-5).map((text) => text.slice(0, 400)),
    answer: redact(answer.text),
    machine: false,
  };
  await db.batch([
    ...putKnowledge(db, [topic], [entry], { now, actor }),
    audit(db, "ask", {
      at: now,
      actor,
      action: "entry.draft",
      object: entry.id,
      organisation: thread.organisation,
      detail: { thread: thread.id },
    }),
  ]);
  return entry.id;
}
