import type { Reply } from "@ven/contracts/ask";

import { sentencesOf } from "./search/sentences";

/**
 * A reply as server-sent events: `meta` says what comes, `citation` each source, `delta` the answer sentence by sentence,
 * `done` ends. Sources come before the words that they stand for.
 */
export function eventsOf({ answer, sources, ...meta }: Reply) {
  const { text, ...about } = answer ?? { text: "" };
  const events = [
    event("meta", { ...meta, answer: answer ? about : undefined }),
    ...sources.map((source) => event("citation", source)),
    ...sentencesOf(text).map((delta) => event("delta", { text: delta })),
    event("done", {}),
  ];
  return events.join("");
}

const event = (name: string, data: unknown) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
