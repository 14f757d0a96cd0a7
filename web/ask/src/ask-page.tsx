import type { Reply } from "@ven/contracts/ask";
import { fill } from "@ven/kit/fill";
import { ErrorSummary, Notification } from "@ven/ui";

import { messages } from "./messages";
import { Answer, AskForm, AskPerson, type DeskTimes, Sos, Suggestions } from "./parts";
import { type Frame, pageIn } from "./shell";

export interface AskPage extends Frame {
  place?: string | null;
  question?: string;
  /** An answer that belongs to no thread: asked by link, or while the store is away. */
  reply?: Reply;
  times?: DeskTimes | null;
  trouble?: "away" | "empty";
}

/** The service's first page: emergency numbers, one question, a person. */
export function askPage({ place, question, reply, times, trouble, ...frame }: AskPage) {
  const { lang, city } = frame;
  const t = messages(lang);
  return pageIn(
    frame,
    question ? `${question.slice(0, 60)} – ${t.brand}` : `${t.brand} – ${city.name[lang]}`,
    <>
      <Sos lang={lang} />
      {trouble === "empty" ? <ErrorSummary lang={lang} errors={[{ field: "q", text: t.empty }]} /> : null}
      <h1>{t.title}</h1>
      <p class="soft">{t.lead}</p>
      {place ? <p class="soft">{fill(t.place, { place })}</p> : null}
      <div class="stack" role="log" aria-label={t.conversation} aria-live="polite">
        {question ? <p class="said">{question}</p> : null}
        {trouble === "away" ? <Notification kind="warning">{t.away}</Notification> : null}
        {reply ? <ReplyView lang={lang} reply={reply} /> : null}
      </div>
      <AskForm lang={lang} place={place ?? null} again={question !== undefined} />
      <AskPerson
        lang={lang}
        place={place ?? null}
        times={times ?? null}
        {...(question !== undefined && { question })}
      />
      <p class="soft">
        <a href="/desk">{t.staff}</a>
      </p>
    </>,
    { scripts: ["ask-stream"] },
  );
}

/** What the machine says to one question. */
export function ReplyView({ lang, reply }: { lang: Frame["lang"]; reply: Reply }) {
  const t = messages(lang);
  const { band, answer, emergency, sources, suggestions, thread } = reply;
  return (
    <>
      {emergency ? <Emergency lang={lang} number={emergency.number} /> : null}
      {answer ? <Answer lang={lang} answer={answer} sources={sources} /> : null}
      {band === "none" ? <p class="card">{t.none}</p> : null}
      <Suggestions lang={lang} suggestions={suggestions} thread={thread} unsure={band === "suggest"} />
    </>
  );
}

export function Emergency({ lang, number }: { lang: Frame["lang"]; number: string }) {
  const text = fill(messages(lang).callNow, { number });
  return (
    <div class="note halt" role="alert">
      <p>
        <strong>{text}</strong>
      </p>
      <a class="btn stop full" href={`tel:${number}`}>
        {number}
      </a>
      <a href="/emergency">{messages(lang).sos}</a>
    </div>
  );
}
