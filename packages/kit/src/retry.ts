import { withDeadline } from "./deadline";
import { Problem } from "./problem";

/** How a store or a Durable Object failed. Their error texts are the interface (Cloudflare D1 and DO error docs). */
export function failureOf(err: unknown): "retryable" | "overloaded" | "other" {
  for (let e = err; e instanceof Error; e = e.cause) {
    if (("overloaded" in e && e.overloaded === true) || /overloaded/i.test(e.message)) return "overloaded";
    if ("retryable" in e && e.retryable === true) return "retryable";
    if (/network connection lost|storage caused object to be reset|code was updated/i.test(e.message))
      return "retryable";
  }
  return "other";
}

/**
 * Calls a Durable Object, at most three times. Every try takes a new stub, because one that threw stays broken. Only for
 * reads and for commands that carry an idempotency key: a lost answer may belong to a change that was made. Overload is
 * never answered with more load.
 */
export async function callObject<Stub, T>(
  stub: () => Stub,
  call: (stub: Stub) => Promise<T>,
  { attempts = 3, deadlineMs = 5000 } = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await withDeadline(call(stub()), deadlineMs);
    } catch (err) {
      if (Problem.is(err)) throw err;
      const failure = failureOf(err);
      if (failure === "other") throw err;
      if (failure === "overloaded" || attempt >= attempts)
        throw new Problem("unavailable", undefined, { cause: err, retryAfter: failure === "overloaded" ? 10 : 2 });
      await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** attempt * (0.5 + Math.random())));
    }
  }
}
