import type { Lang } from "@ven/contracts";
import type { AnswerCard, Source } from "@ven/contracts/ask";

import { messages } from "./messages";
import { Answer } from "./parts";
import { type Frame, pageIn } from "./shell";

export interface TopicPage extends Frame {
  answer: AnswerCard;
  sources: readonly Source[];
  questions: readonly string[];
  /** UTC ms. */
  changedAt: number;
  /** Languages that the topic is written in. */
  written: readonly Lang[];
  /** A place to visit; what a visitor asked and a person answered; a rule or a service. */
  kind: "attraction" | "asked" | "other";
}

/** Whole address of a topic in a language. */
const at = (origin: string, topic: string, lang: Lang) => `${origin}/topics/${encodeURIComponent(topic)}?lang=${lang}`;

/** What search engines read: schema.org's page of one question, with the place where it tells of one. */
function dataOf({ answer, questions, changedAt, kind, lang, city, selfOrigin }: TopicPage) {
  const { title, text, map, topic } = answer;
  const url = at(selfOrigin, topic, lang);
  const author = { "@type": "GovernmentOrganization", name: city.authority[lang] };
  const dateModified = new Date(changedAt).toISOString();
  const said = { "@type": "Answer", text, url, author, dateModified, inLanguage: answer.lang };
  const name = questions[0] ?? title;
  const page =
    kind === "asked"
      ? {
          "@type": "QAPage",
          inLanguage: answer.lang,
          mainEntity: {
            "@type": "Question",
            name,
            text: name,
            answerCount: 1,
            acceptedAnswer: { ...said, upvoteCount: 0 },
          },
        }
      : {
          "@type": "FAQPage",
          inLanguage: answer.lang,
          mainEntity: [{ "@type": "Question", name, acceptedAnswer: said }],
        };
  const place = {
    "@type": "TouristAttraction",
    name: title,
    description: text,
    url,
    ...(map && { geo: { "@type": "GeoCoordinates", latitude: map.lat, longitude: map.lon } }),
  };
  return { "@context": "https://schema.org", "@graph": kind === "attraction" ? [page, place] : [page] };
}

/** One topic under its own address, for people and for search engines. */
export function topicPage(props: TopicPage) {
  const { answer, sources, questions: _, changedAt: __, written, kind: ___, ...frame } = props;
  const { lang, selfOrigin } = frame;
  const t = messages(lang);
  const { topic, title } = answer;
  return pageIn(
    frame,
    `${title} – ${t.brand}`,
    <>
      <h1>{t.brand}</h1>
      <Answer lang={lang} answer={answer} sources={sources} />
      <p>
        <a class="btn full" href={`/?lang=${lang}`}>
          {t.title}
        </a>
      </p>
      <p class="row">
        <a href={`/topics?lang=${lang}`}>{t.all}</a>
      </p>
    </>,
    {
      // A language that falls back to another is no page of its own.
      alternates: written.map((one) => ({ lang: one, href: at(selfOrigin, topic, one) })),
      data: dataOf(props),
      noindex: answer.otherLanguage,
    },
  );
}
