import type { Message, Suggestion, ThreadView } from "@ven/contracts/ask";
import { fill } from "@ven/kit/fill";
import { localTime } from "@ven/kit/local-time";
import { Notification } from "@ven/ui";

import { Emergency } from "./ask-page";
import { Markdown } from "./markdown";
import { messages } from "./messages";
import { Answer, AskForm, AskPerson, type DeskTimes, type Shown, Sos, Suggestions } from "./parts";
import { type Frame, pageIn } from "./shell";

export interface ThreadPage extends Frame {
  token: string;
  thread: ThreadView;
  /** What the machine's answers show today, by entry; one that is no longer valid is missing. */
  answers: ReadonlyMap<string, Shown>;
  /** For the last question. */
  suggestions: readonly Suggestion[];
  times: DeskTimes | null;
  /** The message whose answer was just judged. */
  thanked?: number;
}

/** A conversation behind its link: what was asked, what was answered, and who has it now. */
export function threadPage({ token, thread, answers, suggestions, times, thanked, ...frame }: ThreadPage) {
  const { lang, city } = frame;
  const t = messages(lang);
  const { state, messages: said, expectedBy, place } = thread;
  const last = said.at(-1);
  const waits = state === "open" || state === "claimed";
  return pageIn(
    frame,
    `${said[0]?.text.slice(0, 60) ?? t.conversation} – ${t.brand}`,
    <>
      <Sos lang={lang} />
      <h1 class="vh">{t.conversation}</h1>
      {place ? <p class="soft">{fill(t.place, { place })}</p> : null}
      <div id="log" class="stack" role="log" aria-label={t.conversation} aria-live="polite">
        {said.map((message) => (
          <Said
            key={message.seq}
            lang={lang}
            message={message}
            shown={message.entry === null ? undefined : answers.get(message.entry)}
            token={token}
            thanked={thanked === message.seq}
          />
        ))}
        {state === "open" ? (
          <Notification>
            {fill(t.open, { time: expectedBy === null ? "" : localTime(expectedBy, city.timezone) })} {t.keep}
          </Notification>
        ) : null}
        {state === "claimed" ? <Notification>{t.claimed}</Notification> : null}
        {state === "closed" ? <Notification>{t.closed}</Notification> : null}
      </div>
      {state === "bot" ? (
        <Suggestions lang={lang} suggestions={suggestions} thread={token} unsure={last?.band === "suggest"} />
      ) : null}
      <AskForm lang={lang} thread={state === "closed" ? null : token} place={place} again />
      {waits || state === "closed" ? null : <AskPerson lang={lang} thread={token} times={times} />}
    </>,
    {
      scripts: ["live-thread"],
      noindex: true,
      ...(state === "bot" || state === "closed"
        ? {}
        : { refresh: { seconds: 20, href: `/t/${token}`, stopped: false } }),
    },
  );
}

interface SaidProps {
  lang: Frame["lang"];
  message: Message;
  shown: Shown | undefined;
  token: string;
  thanked: boolean;
}

function Said({ lang, message, shown, token, thanked }: SaidProps) {
  const t = messages(lang);
  const { author, band, text, seq } = message;
  if (author === "asker")
    return (
      <p class="said" lang={message.lang}>
        {text}
      </p>
    );
  if (band === "emergency") return <Emergency lang={lang} number={text} />;
  if (author === "person")
    return (
      <article class="card stack" aria-label={t.staffSaid}>
        <h2>{t.staffSaid}</h2>
        <div class="stack" lang={message.lang}>
          <Markdown text={text} />
        </div>
        <Useful lang={lang} token={token} seq={seq} thanked={thanked} />
      </article>
    );
  if (band === "answer")
    return shown ? (
      <>
        <Answer lang={lang} {...shown} />
        <Useful lang={lang} token={token} seq={seq} thanked={thanked} />
      </>
    ) : (
      <p class="card">{t.gone}</p>
    );
  if (band === "none") return <p class="card">{t.none}</p>;
  return null;
}

function Useful({ lang, token, seq, thanked }: Omit<SaidProps, "message" | "shown"> & { seq: number }) {
  const t = messages(lang);
  if (thanked) return <output>{t.thanks}</output>;
  return (
    <form class="row" method="post" action={`/t/${token}/useful`}>
      <input type="hidden" name="seq" value={seq} />
      <span>{t.useful}</span>
      <button class="btn line" name="useful" value="1">
        {t.yes}
      </button>
      <button class="btn line" name="useful" value="0">
        {t.no}
      </button>
    </form>
  );
}
