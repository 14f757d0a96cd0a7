import type { EmergencyTexts, Message, Suggestion, ThreadView } from "@ven/contracts/ask";
import { fill } from "@ven/kit/fill";
import { Notification } from "@ven/ui";

import { Emergency } from "./ask-page";
import { Markdown } from "./markdown";
import { messages } from "./messages";
import { Answer, AskForm, AskPerson, type DeskTimes, type Shown, Sos, Suggestions } from "./parts";
import { type Frame, pageIn } from "./shell";
import { momentIn } from "./when";

export interface ThreadPage extends Frame {
  now: number;
  token: string;
  thread: ThreadView;
  /** What the machine's answers show today, by entry; one that is no longer valid is missing. */
  answers: ReadonlyMap<string, Shown>;
  /** Answers could not be read now: none of them is gone. */
  partial: boolean;
  /** For the last question. */
  suggestions: readonly Suggestion[];
  times: DeskTimes | null;
  /** What the tourist said of an answer, by its message. */
  judged: ReadonlyMap<number, boolean>;
  cardOf: (number: string, lang: string) => EmergencyTexts | undefined;
  /** The reader has stopped the page from reloading itself. */
  still: boolean;
}

/** A conversation behind its link: what was asked, what was answered, and who has it now. */
export function threadPage(props: ThreadPage) {
  const { now, token, thread, answers, partial, suggestions, times, judged, cardOf, still, ...frame } = props;
  const { lang, city } = frame;
  const t = messages(lang);
  const { state, version, messages: said, expectedBy, place } = thread;
  const last = said.at(-1);
  const waits = state === "open" || state === "claimed";
  const withPeople = state !== "bot" && state !== "closed";
  return pageIn(
    frame,
    `${said[0]?.text.slice(0, 60) ?? t.conversation} – ${t.brand}`,
    <>
      <Sos lang={lang} />
      <h1 class="vh">{t.conversation}</h1>
      {place ? <p class="soft">{fill(t.place, { place })}</p> : null}
      <div
        id="log"
        class="stack"
        role="log"
        aria-label={t.conversation}
        aria-live="polite"
        data-token={token}
        data-seq={version}
        data-state={state}
        data-lost={t.lost}
      >
        {said.map((message) => (
          <Said
            key={message.seq}
            lang={lang}
            message={message}
            shown={message.entry === null ? undefined : answers.get(message.entry)}
            partial={partial}
            token={token}
            judged={judged.get(message.seq)}
            texts={message.band === "emergency" ? cardOf(message.text, message.lang) : undefined}
          />
        ))}
        {state === "open" ? (
          <Notification>
            {expectedBy === null || expectedBy < now
              ? t.late
              : fill(t.open, { time: momentIn(expectedBy, { now, lang, timezone: city.timezone }) })}{" "}
            {t.keep}
          </Notification>
        ) : null}
        {state === "claimed" ? <Notification>{t.claimed}</Notification> : null}
        {state === "closed" ? <Notification>{t.closed}</Notification> : null}
      </div>
      {waits ? (
        <button
          id="notify"
          class="btn line full"
          type="button"
          hidden
          data-done={t.notified}
          data-failed={t.notNotified}
        >
          {t.notify}
        </button>
      ) : null}
      <AskForm lang={lang} thread={state === "closed" ? null : token} place={place} again />
      <div id="after" class="stack">
        {state === "bot" ? (
          <Suggestions lang={lang} suggestions={suggestions} thread={token} unsure={last?.band === "suggest"} />
        ) : null}
        {waits || state === "closed" ? null : <AskPerson lang={lang} thread={token} times={times} />}
      </div>
    </>,
    {
      scripts: ["conversation"],
      noindex: true,
      ...(withPeople && { refresh: { seconds: 20, href: `/t/${token}`, stopped: still } }),
    },
  );
}

interface SaidProps {
  lang: Frame["lang"];
  message: Message;
  shown: Shown | undefined;
  partial: boolean;
  token: string;
  judged: boolean | undefined;
  texts: EmergencyTexts | undefined;
}

function Said({ lang, message, shown, partial, token, judged, texts }: SaidProps) {
  const t = messages(lang);
  const { author, band, text, seq } = message;
  if (author === "asker")
    return (
      <p class="said" lang={message.lang}>
        {text}
      </p>
    );
  if (band === "emergency") return <Emergency lang={lang} number={text} texts={texts} own={message.lang} />;
  if (author === "person")
    return (
      <article class="card stack" aria-label={t.staffSaid}>
        <h2>{t.staffSaid}</h2>
        <div class="stack" lang={message.lang}>
          <Markdown text={text} />
        </div>
        <Useful lang={lang} token={token} seq={seq} judged={judged} />
      </article>
    );
  if (band === "answer") {
    if (!shown) return <p class="card">{partial ? t.partial : t.gone}</p>;
    // What a machine made of it stands behind the title of the answer; shown with the answer or not at all.
    const summary = text.split("\n\n").slice(1).join("\n\n");
    return (
      <>
        <Answer lang={lang} sources={shown.sources} answer={{ ...shown.answer, ...(summary !== "" && { summary }) }} />
        <Useful lang={lang} token={token} seq={seq} judged={judged} />
      </>
    );
  }
  if (band === "none") return <p class="card">{t.none}</p>;
  if (author === "system" && text.startsWith("transfer ")) return <p class="soft">{t.movedOn}</p>;
  return null;
}

interface UsefulProps {
  lang: Frame["lang"];
  token: string;
  seq: number;
  judged: boolean | undefined;
}

function Useful({ lang, token, seq, judged }: UsefulProps) {
  const t = messages(lang);
  if (judged !== undefined)
    return (
      <p class="soft">
        {t.thanks} {judged ? "" : t.unjudged}
      </p>
    );
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
