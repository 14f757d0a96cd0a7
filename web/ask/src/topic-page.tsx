import type { Lang } from "@ven/contracts";
import type { AnswerCard, Source } from "@ven/contracts/ask";

import { messages } from "./messages";
import { Answer } from "./parts";
import { type Frame, pageIn } from "./shell";

export interface TopicPage extends Frame {
  answer: AnswerCard;
  sources: readonly Source[];
  questions: readonly string[];
  /** Languages that the topic is written in. */
  written: readonly Lang[];
  /** It tells of a place to visit, not of a rule or a service. */
  attraction: boolean;
}

/** Whole address of a topic in a language. */
const at = (origin: string, topic: string, lang: Lang) => `${origin}/topics/${encodeURIComponent(topic)}?lang=${lang}`;

/** One topic under its own address, for people and for search engines. */
export function topicPage({ answer, sources, questions, written, attraction, ...frame }: TopicPage) {
  const { lang, selfOrigin } = frame;
  const t = messages(lang);
  const { topic, title, text, map } = answer;
  const faq = {
    "@type": "FAQPage",
    inLanguage: answer.lang,
    mainEntity: [{ "@type": "Question", name: questions[0] ?? title, acceptedAnswer: { "@type": "Answer", text } }],
  };
  const place = {
    "@type": "TouristAttraction",
    name: title,
    description: text,
    ...(map && { geo: { "@type": "GeoCoordinates", latitude: map.lat, longitude: map.lon } }),
  };
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
    </>,
    {
      // A language that falls back to another is no page of its own.
      alternates: written.map((one) => ({ lang: one, href: at(selfOrigin, topic, one) })),
      data: { "@context": "https://schema.org", "@graph": attraction ? [faq, place] : [faq] },
      noindex: answer.otherLanguage,
    },
  );
}
