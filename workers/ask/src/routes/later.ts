/** As much of a request's context as work after the answer needs. */
export interface Lasting {
  executionCtx: { waitUntil(work: Promise<unknown>): void };
}

/** Lets work go on after the answer. */
export function later(c: Lasting, work: Promise<unknown>) {
  try {
    c.executionCtx.waitUntil(work);
  } catch {
    // A test calls routes without a context; the work settles by itself.
  }
}
