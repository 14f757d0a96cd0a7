import type { ListedEntry } from "./topic-repository";
import { xml } from "./xml";

interface Feed {
  origin: string;
  lang: string;
  /** Who answers for what is said. */
  author: string;
  /** The newest first. */
  entries: readonly ListedEntry[];
  /** UTC ms; when the feed was last changed, where it is empty. */
  now: number;
}

const instant = (ms: number) => new Date(ms).toISOString();

/** New and changed answers of one language (RFC 4287). */
export function atomFeed({ origin, lang, author, entries, now }: Feed) {
  const own = xml(`${origin}/feed.xml?lang=${lang}`);
  const items = entries.map(({ topic, title, answer, category, changedAt }) => {
    const address = xml(`${origin}/topics/${encodeURIComponent(topic)}?lang=${lang}`);
    return `<entry><id>${address}</id><title>${xml(title)}</title><updated>${instant(changedAt)}</updated><link rel="alternate" href="${address}"/><category term="${xml(category)}"/><content type="text">${xml(answer)}</content></entry>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}"><id>${own}</id><title>${xml(author)}</title><updated>${instant(entries[0]?.changedAt ?? now)}</updated><author><name>${xml(author)}</name></author><link rel="self" href="${own}"/><link rel="alternate" href="${xml(`${origin}/topics?lang=${lang}`)}"/>${items.join("")}</feed>`;
}
