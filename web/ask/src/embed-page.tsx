import type { Suggestion } from "@ven/contracts/ask";
import { fill } from "@ven/kit/fill";

import { messages } from "./messages";
import { AskForm, Sos, Suggestions } from "./parts";
import { type Frame, pageIn } from "./shell";

export interface EmbedPage extends Frame {
  place: string | null;
  examples: readonly Suggestion[];
}

/** The question's form for a frame in another page of the city; what it answers opens on top. */
export function embedPage({ place, examples, ...frame }: EmbedPage) {
  const { lang } = frame;
  const t = messages(lang);
  return pageIn(
    frame,
    t.brand,
    <>
      <Sos lang={lang} />
      <h1 class="vh">{t.title}</h1>
      {place ? <p class="soft">{fill(t.place, { place })}</p> : null}
      <AskForm lang={lang} place={place} again={false} target="_top" />
      <Suggestions lang={lang} suggestions={examples} place={place} title={t.examples} unsure={false} target="_top" />
    </>,
    { noindex: true, languages: false, footerLinks: [] },
  );
}
