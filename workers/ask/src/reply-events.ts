import type { Reply } from "@ven/contracts/ask";
import { causeOf, log } from "@ven/kit";

import { sentencesOf } from "./search/sentences";

/**
 * A reply as server-sent events: `meta` says what comes, `citation` each source, `delta` the answer sentence by sentence,
 * `done` ends and names the thread. Sources come before the words that they stand for, and all of it before the question
 * is written down: `keep` does that, and a reader need not wait for it.
 */
export function streamOf(reply: Omit<Reply, "thread">, keep: () => Promise<string | null>) {
  const { answer, sources, ...meta } = reply;
  const { text, ...about } = answer ?? { text: "" };
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (name: string, data: unknown) => controller.enqueue(encoder.encode(event(name, data)));
      send("meta", { ...meta, answer: answer ? about : undefined });
      for (const source of sources) send("citation", source);
      for (const delta of sentencesOf(text)) send("delta", { text: delta });
      let thread: string | null = null;
      try {
        thread = await keep();
      } catch (err) {
        log("warn", "question-not-kept", { cause: causeOf(err) });
        send("error", { code: "unavailable" });
      }
      send("done", { thread });
      controller.close();
    },
  });
}

const event = (name: string, data: unknown) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
