import type { Lang } from "@ven/contracts";

import { messages } from "./messages";
import { type Frame, pageIn } from "./shell";

/** Whom to call and what to say, in the reader's language. */
export interface EmergencyCard {
  card: string;
  number: string;
  entries: Record<Lang, { title: string; call: string; free: string; say: readonly string[]; show: string }>;
}

/** All cards on one page that needs no database; `#fire` leads to one of them. */
export function emergencyPage({ cards, ...frame }: Frame & { cards: readonly EmergencyCard[] }) {
  const t = messages(frame.lang);
  return pageIn(
    frame,
    `${t.sos} – ${frame.city.name[frame.lang]}`,
    <>
      <h1>{t.sos}</h1>
      {cards.map(({ card, number, entries }) => {
        const { title, call, free, say, show } = entries[frame.lang];
        return (
          <section key={card} id={card} class="card stack" aria-labelledby={`${card}-title`}>
            <h2 id={`${card}-title`}>{title}</h2>
            <a class="btn stop full" href={`tel:${number}`}>
              {call}
            </a>
            <p class="soft">{free}</p>
            <ul>
              {say.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
            <p class="note">{show}</p>
          </section>
        );
      })}
      <p class="row">
        <a href="/">{t.title}</a>
      </p>
    </>,
  );
}
