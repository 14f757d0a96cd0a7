/** How a message stands. `step` is the place in its list of providers: 0, or 1 after the one fail-over. */
export interface Delivery {
  step: 0 | 1;
  state: "waiting" | "sending" | "unsure" | "accepted" | "delivered" | "failed";
  /** How often it was handed to the provider of this step. */
  tries: number;
}

/**
 * What became of handing a message over. `refused`: this provider will not send it. `away`: it certainly has not got it.
 * `unsure`: it may have, because the answer was lost.
 */
export type Handed = "accepted" | "refused" | "away" | "unsure";

/** What a provider promises. */
export interface Promises {
  /** The same message with the same id is sent once, however often it is handed over. */
  idempotent: boolean;
  /** It says later whether the message arrived. */
  reports: boolean;
}

/** Tries at one provider, and the waits between them, ms. */
export const mostTries = 4;
export const backoff = [2_000, 8_000, 30_000] as const;

export type Next =
  | { delivery: Delivery; done: false; afterMs: number }
  /** Nothing more is done: what the message says is dropped. */
  | { delivery: Delivery; done: true };

const settled = (delivery: Delivery, state: Delivery["state"]): Next => ({
  delivery: { ...delivery, state },
  done: true,
});

/** May the message be handed over now? After a crash in the middle nobody knows whether it was: then only an idempotent provider is asked again. */
export function maySend({ state, tries }: Delivery, { idempotent }: Promises) {
  if (state === "waiting") return tries < mostTries;
  return (state === "sending" || state === "unsure") && idempotent && tries < mostTries;
}

/**
 * What follows from handing a message over, so that it goes out at most once: only a provider that certainly has not got
 * it, or will not send it, is left for the next one, and that once.
 *
 * @param providers how many there are in the message's list
 * @param remainingMs until the message is worth nothing
 */
export function afterHanding(
  delivery: Delivery,
  handed: Handed,
  { promises, providers, remainingMs }: { promises: Promises; providers: number; remainingMs: number },
): Next {
  const canFailOver = delivery.step === 0 && providers > 1;
  // Once a provider may have the message, another one must not get it, whatever the first one says to a retry.
  const wasUnsure = delivery.state === "unsure";
  const wait = backoff[Math.min(delivery.tries, backoff.length) - 1] ?? backoff[0];
  const canRetry = delivery.tries < mostTries && wait < remainingMs;
  switch (handed) {
    case "accepted":
      if (!promises.reports || remainingMs <= 0) return settled(delivery, "accepted");
      return { delivery: { ...delivery, state: "accepted" }, done: false, afterMs: remainingMs };
    case "refused":
      if (wasUnsure) return settled(delivery, "failed");
      return canFailOver ? failOver() : settled(delivery, "failed");
    case "away":
      if (canFailOver && !wasUnsure) return failOver();
      if (!canRetry) return settled(delivery, "failed");
      return { delivery: { ...delivery, state: wasUnsure ? "unsure" : "waiting" }, done: false, afterMs: wait };
    case "unsure":
      if (promises.idempotent && canRetry)
        return { delivery: { ...delivery, state: "unsure" }, done: false, afterMs: wait };
      // Its report may still come; until then nothing is sent again.
      if (promises.reports && remainingMs > 0)
        return { delivery: { ...delivery, state: "unsure" }, done: false, afterMs: remainingMs };
      return settled(delivery, "unsure");
  }
}

const failOver = (): Next => ({ delivery: { step: 1, state: "waiting", tries: 0 }, done: false, afterMs: 0 });

/** What follows from a provider's report; undefined when it changes nothing, such as one that comes twice or late. */
export function afterReport(
  delivery: Delivery,
  arrived: boolean,
  { providers, remainingMs }: { providers: number; remainingMs: number },
): Next | undefined {
  if (!["sending", "unsure", "accepted"].includes(delivery.state)) return undefined;
  if (arrived) return settled(delivery, "delivered");
  return delivery.step === 0 && providers > 1 && remainingMs > 0 ? failOver() : settled(delivery, "failed");
}
