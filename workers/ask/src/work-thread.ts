import { audit, Problem, uuidv7 } from "@ven/kit";

import { type EntryRow, putKnowledge, type TopicRow } from "./knowledge-repository";
import { next, type ThreadCommand } from "./thread";
import { addMessage, messagesOf, moveThread, type ThreadRow } from "./thread-repository";

export interface Working {
  db: D1Database;
  now: number;
  /** The person at the desk. */
  actor: string;
  requestId?: string;
}

/**
 * Moves a thread on, if it is still as the person saw it. Of two people who claim, one gets it; the other is told so
 * (409). Everything that happens is in the audit.
 */
async function step(
  { db, now, actor, requestId }: Working,
  thread: ThreadRow,
  command: ThreadCommand,
  {
    version,
    claimedBy,
    message,
    organisation,
  }: {
    version: number;
    claimedBy?: string;
    message?: Parameters<typeof addMessage>[2];
    organisation?: string;
  },
) {
  const to = next(thread.state, command);
  if (thread.version !== version) throw new Problem("stale-version");
  if (to === undefined) throw new Problem("wrong-state");
  const [moved] = await db.batch([
    moveThread(db, {
      id: thread.id,
      version,
      to,
      now,
      ...(claimedBy !== undefined && { claimedBy }),
      ...(organisation !== undefined && { organisation }),
    }),
    ...(message ? [addMessage(db, thread.id, message, { now })] : []),
    audit(db, "ask", {
      at: now,
      actor,
      action: `thread.${command}`,
      object: thread.id,
      organisation: thread.organisation,
      ...(requestId !== undefined && { requestId }),
    }),
  ]);
  if (moved?.meta.changes === 0) throw new Problem("stale-version");
  return { state: to, version: version + 1 };
}

export const claim = (working: Working, thread: ThreadRow, version: number) =>
  step(working, thread, "claim", { version, claimedBy: working.actor });

/** Only who has it gives it back, hands it on or answers. */
function requireMine({ actor }: Working, { claimedBy, state }: ThreadRow) {
  if (state === "claimed" && claimedBy !== actor) throw new Problem("conflict", "Somebody else has this question");
}

/** Back to the inbox, of another organisation where one is named. */
export async function release(working: Working, thread: ThreadRow, version: number, organisation?: string) {
  requireMine(working, thread);
  return step(working, thread, "release", { version, ...(organisation !== undefined && { organisation }) });
}

export async function reply(
  working: Working,
  thread: ThreadRow,
  { version, text, lang }: { version: number; text: string; lang: string },
) {
  requireMine(working, thread);
  const message = { author: "person", actor: working.actor, lang, text } as const;
  return step(working, thread, "reply", { version, message });
}

export async function close(working: Working, thread: ThreadRow, version: number) {
  requireMine(working, thread);
  return step(working, thread, "close", { version });
}

/** For colleagues only; the tourist never sees it. It moves nothing. */
export async function note({ db, now, actor }: Working, thread: ThreadRow, text: string) {
  await addMessage(db, thread.id, { author: "note", actor, lang: "vi", text }, { now, always: true }).run();
}

/**
 * Makes a draft entry from the person's answer: the question as it was asked, the answer as it was given, and the desk as
 * its source. It is found by nobody until somebody approves it.
 */
export async function draftFrom(
  { db, now, actor }: Working,
  thread: ThreadRow,
  { title, today, source }: { title: string; today: string; source: string },
) {
  const messages = await messagesOf(db, thread.id, { notes: false });
  const answer = messages.findLast(({ author }) => author === "person");
  const asked = messages.filter(({ author }) => author === "asker").map(({ text }) => text);
  if (!answer) throw new Problem("wrong-state", "There is no answer yet");
  const id = `desk-${uuidv7(now)}`;
  const topic: TopicRow = {
    id,
    organisation: thread.organisation,
    area: null,
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
    title: title || (asked.at(-1) ?? "").slice(0, 300),
    questions: asked.slice(-5).map((text) => text.slice(0, 400)),
    answer: answer.text,
    machine: false,
  };
  await db.batch([
    ...putKnowledge(db, [topic], [entry], { now, actor }),
    audit(db, "ask", { at: now, actor, action: "entry.draft", object: entry.id, organisation: thread.organisation }),
  ]);
  return entry.id;
}
