import type { Lang } from "@ven/contracts";
import type { AnswerCard, Source, Suggestion } from "@ven/contracts/ask";
import { randomToken } from "@ven/kit";
import { fill } from "@ven/kit/fill";
import { Button, Icon } from "@ven/ui";

import { Markdown } from "./markdown";
import { messages } from "./messages";
import { dayIn } from "./when";

const numbers = [
  ["113", "police"],
  ["114", "fire"],
  ["115", "ambulance"],
  ["112", "rescue"],
] as const;

/** Before anything else on the page; needs no database. */
export function Sos({ lang }: { lang: Lang }) {
  const t = messages(lang);
  return (
    <section class="sos" aria-labelledby="sos">
      <h2 id="sos" class="vh">
        {t.sos}
      </h2>
      <ul>
        {numbers.map(([number, name]) => (
          <li key={number}>
            <a href={`tel:${number}`}>
              <b>{number}</b>
              {t[name]}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `2026-11-12` as the reader writes it. */
const dateIn = (date: string, lang: Lang) =>
  new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { dateStyle: "medium", timeZone: "UTC" }).format(
    new Date(`${date}T00:00:00Z`),
  );

const colons: Partial<Record<Lang, string>> = { fr: "\u00A0: ", zh: "：", ja: "：" };
/** Letters that only Vietnamese has: a voice reads such a name as it is meant. */
const vietnamese = /[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]/i;

function SourceTitle({ source: { title, url } }: { source: Source }) {
  const lang = vietnamese.test(title) ? "vi" : undefined;
  return url ? (
    <a href={url} lang={lang}>
      {title}
    </a>
  ) : (
    <span lang={lang}>{title}</span>
  );
}

export interface Shown {
  answer: AnswerCard;
  sources: readonly Source[];
}

/** An answer with where it comes from; never without. */
export function Answer({ lang, answer, sources }: Shown & { lang: Lang }) {
  const t = messages(lang);
  const { title, text, summary, map, phone, confirm, machine, otherLanguage } = answer;
  return (
    <article class="card stack">
      {otherLanguage ? <p class="note">{t.otherLanguage}</p> : null}
      <div class="stack" lang={answer.lang}>
        <h2>{title}</h2>
        {summary ? (
          <div class="note">
            <p>{summary}</p>
            <p class="soft" lang={lang}>
              {t.summary}
            </p>
          </div>
        ) : null}
        <Markdown text={text} />
      </div>
      {confirm ? <p class="note wait">{t.confirm}</p> : null}
      {machine ? <p class="soft">{t.machine}</p> : null}
      {map || phone ? (
        <ul class="links">
          {map ? (
            <li>
              <a href={`https://www.openstreetmap.org/?mlat=${map.lat}&mlon=${map.lon}#map=16/${map.lat}/${map.lon}`}>
                <span class="ib">
                  <Icon name="place" /> {t.map}
                </span>
                <Icon name="next" />
              </a>
            </li>
          ) : null}
          {phone ? (
            <li>
              <a href={`tel:${phone.replaceAll(/[^+\d]/g, "")}`}>
                <span>{fill(t.call, { phone })}</span>
                <Icon name="next" />
              </a>
            </li>
          ) : null}
        </ul>
      ) : null}
      {sources.map((source) => (
        <p key={source.title} class="soft">
          {t.source}
          {colons[lang] ?? ": "}
          <SourceTitle source={source} />, {t.updated} <time dateTime={source.date}>{dateIn(source.date, lang)}</time>
        </p>
      ))}
    </article>
  );
}

/** Three questions to choose from; each asks on in the same thread. */
export function Suggestions({
  lang,
  suggestions,
  thread,
  place,
  unsure,
  title: heading,
  target,
}: {
  lang: Lang;
  suggestions: readonly Suggestion[];
  thread?: string | null;
  place?: string | null;
  unsure: boolean;
  /** Another heading. */
  title?: string;
  /** Where the answer opens, for a form inside a frame. */
  target?: "_top";
}) {
  const t = messages(lang);
  if (suggestions.length === 0) return null;
  return (
    <section class={unsure ? "card stack" : "stack"} aria-labelledby="near">
      {unsure ? <p class="soft">{t.unsure}</p> : null}
      <h2 id="near">{heading ?? (unsure ? t.near : t.also)}</h2>
      {suggestions.map(({ topic, title, lang: own }) => (
        <form key={topic} method="post" action="/ask" target={target}>
          <input type="hidden" name="q" value={title} />
          <input type="hidden" name="key" value={randomToken()} />
          {thread ? <input type="hidden" name="thread" value={thread} /> : null}
          {place ? <input type="hidden" name="place" value={place} /> : null}
          <button class="btn line full" lang={own}>
            {title}
          </button>
        </form>
      ))}
    </section>
  );
}

/** Where the next question is typed. */
export function AskForm({
  lang,
  thread,
  place,
  value,
  again,
  target,
}: {
  lang: Lang;
  thread?: string | null;
  place?: string | null;
  value?: string;
  again: boolean;
  /** Where the answer opens, for a form inside a frame. */
  target?: "_top";
}) {
  const t = messages(lang);
  return (
    <form
      id="ask"
      class="field"
      method="post"
      action="/ask"
      target={target}
      data-working={t.working}
      data-waiting={t.notSent}
      data-resend={t.resend}
    >
      <label for="q">{again ? t.more : t.question}</label>
      <input type="hidden" name="key" value={randomToken()} />
      {thread ? <input type="hidden" name="thread" value={thread} /> : null}
      {place ? <input type="hidden" name="place" value={place} /> : null}
      <div class="ask">
        <input id="q" name="q" autocomplete="off" required maxLength={2000} value={value} />
        <Button>{t.send}</Button>
      </div>
    </form>
  );
}

export interface DeskTimes {
  /** Local date on which people are there next; null for today. */
  day: string | null;
  opens: string;
  closes: string;
}

const leadOf = ({ day, opens, closes }: DeskTimes, lang: Lang) =>
  day === null
    ? fill(messages(lang).personLead, { opens, closes })
    : fill(messages(lang).personLater, { day: dayIn(day, lang), opens, closes });

/** Always there: nobody has to argue with a machine. */
export function AskPerson({
  lang,
  thread,
  place,
  times,
  question,
}: {
  lang: Lang;
  thread?: string | null;
  place?: string | null;
  times?: DeskTimes | null;
  question?: string;
}) {
  const t = messages(lang);
  return (
    <section class="note stack" aria-labelledby="person">
      <h2 id="person">{t.person}</h2>
      {times ? <p>{leadOf(times, lang)}</p> : null}
      {thread || question ? (
        <form method="post" action={thread ? `/t/${thread}/person` : "/ask"}>
          {thread ? null : (
            <>
              <input type="hidden" name="person" value="1" />
              <input type="hidden" name="key" value={randomToken()} />
              <input type="hidden" name="q" value={question} />
              {place ? <input type="hidden" name="place" value={place} /> : null}
            </>
          )}
          <button class="btn line full">{t.askPerson}</button>
        </form>
      ) : (
        // One field for both: who wants a person sends the same question with this button.
        <button class="btn line full" form="ask" name="person" value="1">
          {t.askPerson}
        </button>
      )}
    </section>
  );
}
