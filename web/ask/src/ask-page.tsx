import type { EmergencyTexts, Reply, Suggestion } from "@ven/contracts/ask";
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
  /** What others ask, for who does not know how to begin. */
  examples?: readonly Suggestion[];
  trouble?: "away" | "empty";
}

/** The service's first page: emergency numbers, one question, a person. */
export function askPage({ place, question, reply, times, examples = [], trouble, ...frame }: AskPage) {
  const { lang, city } = frame;
  const t = messages(lang);
  return pageIn(
    frame,
    question ? `${question.slice(0, 60)} – ${t.brand}` : `${t.brand} – ${city.name[lang]}`,
    <>
      <Sos lang={lang} />
      {trouble === "empty" ? <ErrorSummary lang={lang} errors={[{ field: "q", text: t.empty }]} /> : null}
      <h1>{t.title}</h1>
      {question ? null : (
        <p id="lead" class="soft">
          {t.lead}
        </p>
      )}
      {place ? <p class="soft">{fill(t.place, { place })}</p> : null}
      <div id="log" class="stack" role="log" aria-label={t.conversation} aria-live="polite">
        {question ? <p class="said">{question}</p> : null}
        {trouble === "away" ? <Notification kind="warning">{t.away}</Notification> : null}
        {reply ? <ReplyView lang={lang} reply={reply} /> : null}
      </div>
      <AskForm
        lang={lang}
        place={place ?? null}
        again={question !== undefined}
        {...(trouble === "away" && question !== undefined && { value: question })}
      />
      <div id="after" class="stack">
        {reply ? (
          <Suggestions
            lang={lang}
            suggestions={reply.suggestions}
            place={place ?? null}
            unsure={reply.band === "suggest"}
          />
        ) : (
          <Suggestions lang={lang} suggestions={examples} place={place ?? null} title={t.examples} unsure={false} />
        )}
        <AskPerson
          lang={lang}
          place={place ?? null}
          times={times ?? null}
          {...(question !== undefined && { question })}
        />
        <p class="row">
          <a href={`/topics?lang=${lang}`}>{t.all}</a>
          <a href="/desk">{t.staff}</a>
        </p>
      </div>
    </>,
    { scripts: ["conversation"] },
  );
}

/** What the machine says to one question. */
function ReplyView({ lang, reply }: { lang: Frame["lang"]; reply: Reply }) {
  const t = messages(lang);
  const { band, answer, emergency, sources } = reply;
  return (
    <>
      {emergency ? (
        <Emergency lang={lang} number={emergency.number} texts={emergency.texts} own={emergency.lang} />
      ) : null}
      {answer ? <Answer lang={lang} answer={answer} sources={sources} /> : null}
      {band === "none" ? <p class="card">{t.none}</p> : null}
    </>
  );
}

interface EmergencyProps {
  lang: Frame["lang"];
  number: string;
  texts?: EmergencyTexts | undefined;
  /** The language of the cry, which the card answers in. */
  own: string;
}

/** Whom to call and what to say, before anything else is said; it needs nothing but this worker. */
export function Emergency({ lang, number, texts, own }: EmergencyProps) {
  const t = messages(lang);
  return (
    <div class="note halt stack" role="alert">
      {texts ? (
        <div class="stack" lang={own}>
          <p>
            <strong>{texts.title}</strong>
          </p>
          <a class="btn stop full" href={`tel:${number}`}>
            {texts.call}
          </a>
          <p>{texts.free}</p>
          <ul>
            {texts.say.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p>
            <strong>{texts.show}</strong>
          </p>
        </div>
      ) : (
        <>
          <p>
            <strong>{fill(t.callNow, { number })}</strong>
          </p>
          <a class="btn stop full" href={`tel:${number}`}>
            {number}
          </a>
        </>
      )}
      <p class="row">
        <a href={`/emergency?lang=${lang}`}>{t.sos}</a>
      </p>
    </div>
  );
}
