import { type AnswerCard, Complaint, type Message, type ThreadView } from "@ven/contracts/ask";
import { fill } from "@ven/kit/fill";
import { Button, Tag } from "@ven/ui";
import type { ComponentChildren } from "preact";

import { Markdown } from "../markdown";
import { momentIn } from "../when";
import { complaintName } from "./complaints";
import { languageName, type StaffFrame, staffShell, Trouble } from "./frame";
import { Keys, threadStates } from "./inbox-page";
import { pageIn } from "./shell";
import { staffWords } from "./staff-words";
import { words } from "./words";

export interface DeskThreadPage extends StaffFrame {
  id: string;
  thread: ThreadView & { urgent: boolean; category: string | null };
  claimedBy: string | null;
  claimedName: string;
  /** A colleague has it, and has been silent for long enough. */
  mayTakeOver: boolean;
  me: string;
  candidates: readonly AnswerCard[];
  canned: readonly { id: string; title: string; texts: Readonly<Record<string, string>> }[];
  /** Words of the question in the reader's language. */
  glosses: readonly { id: string; here: string; there: string }[];
  /** By sequence number: what was said, in the reader's language, by a machine. */
  translations?: ReadonlyMap<number, string>;
  desks: readonly { code: string; name: string }[];
  /** Names of all desks, by their organisation. */
  deskNames: ReadonlyMap<string, string>;
  /** Text that the answer begins with. */
  prefill: string;
  /** Of the answer: sent twice, it is one. */
  replyKey: string;
  sent: boolean;
  /** Entries much like the answer, before it becomes one. */
  duplicates: readonly { entry: string; topic: string; title: string; lang: string }[];
}

/** One question with all that helps to answer it. */
export function deskThreadPage(props: DeskThreadPage) {
  const { lang, now, id, thread, claimedBy, claimedName, me, trouble, city } = props;
  const t = words(lang);
  const { state } = thread;
  const mine = state === "claimed" && claimedBy === me;
  const answered = state === "answered" || state === "published";
  const first = thread.messages.find(({ author }) => author === "asker")?.text ?? "";
  return pageIn(
    props,
    `${first.slice(0, 60)} – ${t.title}`,
    <>
      <p>
        <a href="/desk" data-key="u">
          {t.back}
        </a>
      </p>
      <Trouble lang={lang} trouble={trouble} />
      {props.sent ? <output class="note go">{t.wasSent}</output> : null}
      <div class="row apart">
        <h1 lang={thread.lang}>{first.slice(0, 200)}</h1>
        <Tag state={mine ? "mine" : threadStates[state]}>
          {mine ? t.withMe : state === "claimed" && claimedName ? claimedName : t[state]}
        </Tag>
      </div>
      <p class="row soft">
        {thread.urgent ? <Tag state="priority">{t.urgent}</Tag> : null}
        <span>{languageName(thread.lang, lang)}</span>
        {thread.place ? (
          <span>
            {t.place}: {thread.place}
          </span>
        ) : null}
        {thread.expectedBy === null ? null : (
          <span>
            {t.due} {momentIn(thread.expectedBy, { now, lang, timezone: city.timezone })}
          </span>
        )}
      </p>
      <div class="two side">
        <div class="stack">
          <div class="stack" role="log" aria-label={t.conversation}>
            {thread.messages.map((message) => (
              <Said key={message.seq} {...props} message={message} />
            ))}
          </div>
          {state === "open" ? (
            <Act {...props} what="claim">
              <Button shortcut="c">{t.claim}</Button>
            </Act>
          ) : null}
          {state === "claimed" && !mine ? (
            <div class="note wait stack">
              <p>{fill(t.withColleague, { name: claimedName || t.aColleague })}</p>
              {props.mayTakeOver ? (
                <Act {...props} what="take-over">
                  <Button kind="line">{t.takeOver}</Button>
                </Act>
              ) : null}
            </div>
          ) : null}
          {mine || answered ? <ReplyForm {...props} /> : null}
          {answered ? <DraftForm {...props} /> : null}
          {state === "closed" ? (
            <Act {...props} what="reopen">
              <Button kind="line">{t.reopen}</Button>
            </Act>
          ) : null}
        </div>
        <div class="stack">
          <Help {...props} mine={mine || answered} />
          <Colleagues {...props} mine={mine} />
          {state === "closed" || (state === "claimed" && !mine) ? null : (
            <Act {...props} what="close">
              <Button kind="stop">{t.close}</Button>
            </Act>
          )}
          <Keys
            lang={lang}
            keys={[
              ["c", t.claim],
              ["r", t.reply],
              ["Ctrl + Enter", t.send],
              ["n", t.note],
              ["u", t.back],
              ["?", t.keyKeys],
            ]}
          />
          <p class="soft">
            <small>
              {t.number} {id.slice(-8)}
            </small>
          </p>
        </div>
      </div>
    </>,
    { ...staffShell({ ...props, here: `/desk/${id}` }), scripts: ["desk"] },
  );
}

/** A form with nothing but a button, on the version that is shown. */
function Act({ id, thread, what, children }: DeskThreadPage & { what: string; children: ComponentChildren }) {
  return (
    <form method="post" action={`/desk/${id}/${what}`}>
      <input type="hidden" name="version" value={thread.version} />
      {children}
    </form>
  );
}

function Said({ lang, now, city, message, translations, deskNames }: DeskThreadPage & { message: Message }) {
  const t = words(lang);
  const { author, band, text, at, seq } = message;
  const authors = { asker: t.tourist, bot: t.machine, person: t.staff, note: t.note, system: t.system };
  const translated = translations?.get(seq);
  const told = author === "person" || author === "asker" || author === "note" ? text : toldBy();
  function toldBy() {
    const [event, , to = ""] = text.split(" ");
    if (band === "emergency") return fill(t.saidEmergency, { number: text });
    if (text === "hand-off") return t.wasHandedOff;
    if (author === "system" && event === "return") return fill(t.wasReturned, { desk: deskNames.get(to) ?? to });
    if (author === "system" && event === "transfer") return fill(t.wasTransferred, { desk: deskNames.get(to) ?? to });
    return text || (band === "suggest" ? t.suggested : t.knewNothing);
  }
  return (
    <div class={author === "note" ? "note wait" : author === "asker" ? "note" : "card"}>
      <p class="soft">
        {authors[author]}, {momentIn(at, { now, lang, timezone: city.timezone })}
      </p>
      <div class={translated ? "two half" : undefined}>
        <div lang={author === "system" ? undefined : message.lang}>
          <Markdown text={told} />
        </div>
        {translated ? (
          <div>
            <p class="soft">{t.translatedByMachine}</p>
            <Markdown text={translated} />
          </div>
        ) : null}
      </div>
    </div>
  );
}

function ReplyForm({ lang, id, thread, prefill, replyKey }: DeskThreadPage) {
  const t = words(lang);
  return (
    <form
      class="stack"
      method="post"
      action={`/desk/${id}/reply`}
      data-draft={id}
      data-kept={t.draftKept}
      data-away={t.sendAway}
      data-refused={staffWords(lang).refused}
    >
      <input type="hidden" name="version" value={thread.version} />
      <input type="hidden" name="key" value={replyKey} />
      <div class="field">
        <label for="text">{t.reply}</label>
        <span class="soft" id="text-hint">
          {fill(t.replyHint, { language: languageName(thread.lang, lang) })}
        </span>
        <textarea
          id="text"
          name="text"
          rows={6}
          required
          maxLength={8000}
          lang={thread.lang}
          aria-describedby="text-hint"
        >
          {prefill}
        </textarea>
      </div>
      <output class="soft" data-status />
      <Button shortcut="Ctrl + Enter">{t.send}</Button>
    </form>
  );
}

function DraftForm({ lang, id, thread, duplicates }: DeskThreadPage) {
  const t = words(lang);
  const asked = thread.messages.findLast(({ author }) => author === "asker")?.text ?? "";
  return (
    <form class="card stack" method="post" action={`/desk/${id}/draft`}>
      <h2>{t.draft}</h2>
      <p class="soft">{t.draftHint}</p>
      <div class="field">
        <label for="title">{t.draftTitle}</label>
        <input id="title" name="title" required maxLength={300} lang={thread.lang} value={asked.slice(0, 200)} />
      </div>
      {duplicates.length > 0 ? (
        <div class="note wait stack">
          <p>{t.duplicates}</p>
          <ul class="stack">
            {duplicates.map(({ entry, topic, title, lang: own }) => (
              <li key={entry} lang={own}>
                <a href={`/topics/${encodeURIComponent(topic)}`}>{title}</a>
              </li>
            ))}
          </ul>
          <label class="row">
            <input type="checkbox" name="another" value="1" /> {t.anotherEntry}
          </label>
        </div>
      ) : null}
      <Button kind="line">{t.saveDraft}</Button>
    </form>
  );
}

/** Entries, words and phrases that may help; each can be taken into the answer. */
function Help({ lang, id, thread, candidates, canned, glosses, mine }: DeskThreadPage & { mine: boolean }) {
  const t = words(lang);
  const textOf = (texts: Readonly<Record<string, string>>) => texts[thread.lang] ?? texts["en"] ?? texts["vi"] ?? "";
  return (
    <>
      {glosses.length > 0 ? (
        <section class="stack" aria-labelledby="glosses">
          <h2 id="glosses">{t.glosses}</h2>
          <dl class="facts">
            {glosses.map(({ id: concept, here, there }) => (
              <div key={concept}>
                <dt>{here}</dt>
                <dd lang={thread.lang}>{there}</dd>
              </div>
            ))}
          </dl>
        </section>
      ) : null}
      {candidates.length > 0 ? (
        <section class="stack" aria-labelledby="candidates">
          <h2 id="candidates">{t.candidates}</h2>
          <div>
            {candidates.map((card) => (
              <details key={card.entry} name="candidate">
                <summary>
                  <span lang={card.lang}>
                    {card.title} <small>({languageName(card.lang, lang)})</small>
                  </span>
                </summary>
                <div class="stack" lang={card.lang}>
                  <Markdown text={card.text} />
                </div>
                {mine ? (
                  <a
                    class="btn line"
                    href={`/desk/${id}?entry=${encodeURIComponent(card.entry)}#text`}
                    data-text={card.text}
                  >
                    {t.useText}
                  </a>
                ) : null}
              </details>
            ))}
          </div>
        </section>
      ) : null}
      {mine && canned.length > 0 ? (
        <details>
          <summary>
            {t.canned} ({canned.length})
          </summary>
          <ul class="links">
            {canned.map((one) => (
              <li key={one.id}>
                <a href={`/desk/${id}?canned=${encodeURIComponent(one.id)}#text`} data-text={textOf(one.texts)}>
                  <span>
                    {one.title}
                    <br />
                    <small class="soft" lang={thread.lang}>
                      {textOf(one.texts).slice(0, 90)}…
                    </small>
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}

/** What passes among colleagues: what it is about, notes, giving it back or on. */
function Colleagues({ lang, id, thread, desks, mine, ...props }: DeskThreadPage & { mine: boolean }) {
  const t = words(lang);
  const version = <input type="hidden" name="version" value={thread.version} />;
  return (
    <section class="stack" aria-labelledby="colleagues">
      <h2 id="colleagues">{t.colleagues}</h2>
      <form class="stack" method="post" action={`/desk/${id}/note`}>
        <div class="field">
          <label for="note">{t.note}</label>
          <span class="soft" id="note-hint">
            {t.noteHint}
          </span>
          <textarea id="note" name="text" rows={2} maxLength={2000} required aria-describedby="note-hint" />
        </div>
        <Button kind="line">{t.addNote}</Button>
      </form>
      {thread.state === "closed" ? null : (
        <form class="stack" method="post" action={`/desk/${id}/mark`}>
          {version}
          <div class="field">
            <label for="category">{t.complaint}</label>
            <select id="category" name="category">
              <option value="">{t.noComplaint}</option>
              {Complaint.options.map((code) => (
                <option key={code} value={code} selected={code === thread.category}>
                  {complaintName(code, lang)}
                </option>
              ))}
            </select>
          </div>
          <label class="row">
            <input type="checkbox" name="urgent" value="1" checked={thread.urgent} /> {t.isUrgent}
          </label>
          <Button kind="line">{t.saveMark}</Button>
        </form>
      )}
      {mine ? (
        <>
          <Act {...props} lang={lang} id={id} thread={thread} desks={desks} what="release">
            <Button kind="line">{t.release}</Button>
          </Act>
          {desks.length > 0 ? (
            <form class="stack" method="post" action={`/desk/${id}/transfer`}>
              {version}
              <div class="field">
                <label for="organisation">{t.transferTo}</label>
                <select id="organisation" name="organisation">
                  {desks.map(({ code, name }) => (
                    <option key={code} value={code}>
                      {name}
                    </option>
                  ))}
                </select>
              </div>
              <Button kind="line">{t.transfer}</Button>
            </form>
          ) : null}
        </>
      ) : null}
    </section>
  );
}
