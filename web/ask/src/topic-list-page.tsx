import { languages } from "@ven/contracts";

import { messages } from "./messages";
import { type Frame, pageIn } from "./shell";

export interface TopicListPage extends Frame {
  entries: readonly { topic: string; title: string; category: string }[];
}

/** All that is answered, to look through: who does not know what to ask finds it here. */
export function topicListPage({ entries, ...frame }: TopicListPage) {
  const { lang, selfOrigin } = frame;
  const t = messages(lang);
  const sorted = entries.toSorted((x, y) => x.title.localeCompare(y.title, lang));
  return pageIn(
    frame,
    `${t.all} – ${t.brand}`,
    <>
      <h1>{t.all}</h1>
      <p>
        <a class="btn full" href={`/?lang=${lang}`}>
          {t.title}
        </a>
      </p>
      <ul class="topics">
        {sorted.map(({ topic, title }) => (
          <li key={topic}>
            <a href={`/topics/${encodeURIComponent(topic)}?lang=${lang}`}>{title}</a>
          </li>
        ))}
      </ul>
      <p class="row">
        <a href={`/feed.xml?lang=${lang}`}>{t.feed} (Atom)</a>
      </p>
    </>,
    { alternates: languages.map((one) => ({ lang: one, href: `${selfOrigin}/topics?lang=${one}` })) },
  );
}
