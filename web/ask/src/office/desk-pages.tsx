import type { AnswerCard, InboxItem, ThreadView } from "@ven/contracts/ask";
import { fill } from "@ven/kit/fill";
import { localTime } from "@ven/kit/local-time";
import { Button, DataTable, inLanguage, type MastheadProps, type State, Tag } from "@ven/ui";

import { Markdown } from "../markdown";
import { type Frame, pageIn } from "../shell";
import { deskWords } from "./words";

export interface DeskFrame extends Frame {
  person: { name: string };
  now: number;
  /** Whether the person may answer, change and approve entries, look at figures. */
  desk: boolean;
  editor: boolean;
  reports: boolean;
  /** Why the last act was refused. */
  trouble?: string | null;
}

export interface InboxPage extends DeskFrame {
  items: readonly InboxItem[];
  /** The person's own pseudonym. */
  me: string;
}

const states: Record<InboxItem["state"], State> = {
  bot: "free",
  open: "waiting",
  claimed: "serving",
  answered: "done",
  published: "done",
  closed: "closed",
};

export function deskShell({ lang, person, editor, here = "/desk" }: DeskFrame) {
  const t = deskWords(lang);
  const user: MastheadProps["user"] = {
    name: person.name,
    links: [
      { href: "/desk", text: t.title },
      ...(editor ? [{ href: "/office/entries", text: t.editor }] : []),
      lang === "vi"
        ? { href: inLanguage(here, "en"), text: "English" }
        : { href: inLanguage(here, "vi"), text: "Tiếng Việt" },
    ],
  };
  return {
    audience: "desk" as const,
    user,
    aside: (
      <form method="post" action="/auth/sign-out">
        <Button kind="line">{t.signOut}</Button>
      </form>
    ),
    languages: false,
    noindex: true,
    mainClass: "wrap stack",
  };
}

export function Trouble({ lang, trouble }: { lang: Frame["lang"]; trouble?: string | null | undefined }) {
  return (
    <div role="alert">
      {trouble ? <p class="note halt">{fill(deskWords(lang).refused, { title: trouble })}</p> : null}
    </div>
  );
}

/** Who waits, the longest first; a page that reloads itself where no script runs. */
export function inboxPage(props: InboxPage) {
  const { lang, items, now, city, me } = props;
  const t = deskWords(lang);
  const list = (wanted: readonly InboxItem["state"][], title: string) => {
    const some = items.filter(({ state }) => wanted.includes(state));
    if (some.length === 0) return null;
    return (
      <DataTable
        caption={title}
        columns={[
          { text: t.question },
          { text: t.language },
          { text: t.place },
          { text: t.waiting, number: true },
          { text: t.due, number: true },
          { text: t.state },
        ]}
        rows={some.map((item) => ({
          key: item.id,
          cells: [
            <a key="q" href={`/desk/${item.id}`} lang={item.lang}>
              {item.question.slice(0, 120)}
            </a>,
            item.lang,
            item.place ?? "",
            fill(t.minutes, { n: Math.max(0, Math.round((now - (item.handedAt ?? now)) / 60_000)) }),
            item.expectedBy === null ? "" : localTime(item.expectedBy, city.timezone),
            <Tag key="s" state={item.claimedBy === me ? "mine" : states[item.state]}>
              {t[item.state]}
            </Tag>,
          ],
        }))}
      />
    );
  };
  return pageIn(
    props,
    t.title,
    <>
      <h1>{t.title}</h1>
      <Trouble lang={lang} trouble={props.trouble} />
      {list(["open"], t.inbox) ?? <p>{t.nothing}</p>}
      {list(["claimed"], t.mine)}
      {list(["answered", "published"], t.done)}
    </>,
    { ...deskShell(props), refresh: { seconds: 20, href: "/desk", stopped: false } },
  );
}

export interface DeskThreadPage extends DeskFrame {
  id: string;
  thread: ThreadView;
  claimedBy: string | null;
  me: string;
  candidates: readonly AnswerCard[];
  canned: readonly { id: string; title: string; texts: Record<string, string> }[];
  /** Text that the answer begins with. */
  prefill: string;
  /** Entries much like the answer, before it becomes one. */
  duplicates: readonly { entry: string; title: string }[];
}

/** One question with all that helps to answer it. */
export function deskThreadPage(props: DeskThreadPage) {
  const { lang, id, thread, claimedBy, me, candidates, canned, prefill, duplicates, trouble, city } = props;
  const t = deskWords(lang);
  const mine = thread.state === "claimed" && claimedBy === me;
  const answered = thread.state === "answered" || thread.state === "published";
  const authors = { asker: t.tourist, bot: t.machine, person: t.staff, note: t.note, system: t.system };
  const Version = () => <input type="hidden" name="version" value={thread.version} />;
  const act = (what: string) => `/desk/${id}/${what}`;
  return pageIn(
    props,
    `${thread.messages[0]?.text.slice(0, 60) ?? ""} – ${t.title}`,
    <>
      <p>
        <a href="/desk">{t.back}</a>
      </p>
      <Trouble lang={lang} trouble={trouble} />
      <div class="row apart">
        <h1 lang={thread.lang}>{thread.messages[0]?.text.slice(0, 200)}</h1>
        <Tag state={mine ? "mine" : states[thread.state]}>{t[thread.state]}</Tag>
      </div>
      <p class="soft">
        {t.language}: {thread.lang}
        {thread.place ? ` · ${t.place}: ${thread.place}` : ""}
        {thread.expectedBy === null ? "" : ` · ${t.due} ${localTime(thread.expectedBy, city.timezone)}`}
      </p>
      <div class="stack" role="log" aria-label={t.question}>
        {thread.messages.map(({ seq, at, author, text, lang: own }) => (
          <div key={seq} class={author === "note" ? "note wait" : "card"}>
            <p class="soft">
              {authors[author]}, {localTime(at, city.timezone)}
            </p>
            <div lang={own}>
              <Markdown text={text} />
            </div>
          </div>
        ))}
      </div>
      {thread.state === "open" ? (
        <form method="post" action={act("claim")}>
          <Version />
          <Button>{t.claim}</Button>
        </form>
      ) : null}
      {mine || answered ? (
        <form class="stack" method="post" action={act("reply")}>
          <Version />
          <div class="field">
            <label for="text">{t.reply}</label>
            <span class="soft" id="text-hint">
              {fill(t.replyHint, { lang: thread.lang })}
            </span>
            <textarea id="text" name="text" rows={6} required maxLength={8000} aria-describedby="text-hint">
              {prefill}
            </textarea>
          </div>
          <Button>{t.send}</Button>
        </form>
      ) : null}
      {mine && canned.length > 0 ? (
        <section aria-labelledby="canned">
          <h2 id="canned">{t.canned}</h2>
          <ul class="links">
            {canned.map((one) => (
              <li key={one.id}>
                <a href={`/desk/${id}?canned=${encodeURIComponent(one.id)}`}>{one.title}</a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {candidates.length > 0 ? (
        <section class="stack" aria-labelledby="candidates">
          <h2 id="candidates">{t.candidates}</h2>
          {candidates.map((card) => (
            <details key={card.entry} name="candidate">
              <summary lang={card.lang}>
                {card.title} ({card.lang})
              </summary>
              <div lang={card.lang}>
                <Markdown text={card.text} />
              </div>
              {mine ? <a href={`/desk/${id}?entry=${encodeURIComponent(card.entry)}`}>{t.useText}</a> : null}
            </details>
          ))}
        </section>
      ) : null}
      {answered ? (
        <form class="stack" method="post" action={act("draft")}>
          <Version />
          {duplicates.length > 0 ? (
            <div class="note wait">
              <p>{t.duplicates}</p>
              <ul>
                {duplicates.map(({ entry, title }) => (
                  <li key={entry}>{title}</li>
                ))}
              </ul>
            </div>
          ) : null}
          <div class="field">
            <label for="title">{t.draftTitle}</label>
            <input id="title" name="title" required maxLength={300} value={thread.messages[0]?.text.slice(0, 200)} />
          </div>
          <Button kind="line">{t.draft}</Button>
        </form>
      ) : null}
      <form class="stack" method="post" action={act("note")}>
        <div class="field">
          <label for="note">{t.note}</label>
          <input id="note" name="text" maxLength={2000} required autocomplete="off" />
        </div>
        <Button kind="line">{t.addNote}</Button>
      </form>
      {mine ? (
        <form class="stack" method="post" action={act("release")}>
          <Version />
          <div class="field">
            <label for="organisation">{t.transfer}</label>
            <span class="soft">{t.organisation}</span>
            <input id="organisation" name="organisation" maxLength={40} autocomplete="off" />
          </div>
          <Button kind="line">{t.release}</Button>
        </form>
      ) : null}
      {thread.state === "closed" || (thread.state === "claimed" && !mine) ? null : (
        <form method="post" action={act("close")}>
          <Version />
          <Button kind="stop">{t.close}</Button>
        </form>
      )}
    </>,
    deskShell({ ...props, here: `/desk/${id}` }),
  );
}
