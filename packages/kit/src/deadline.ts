import { Problem } from "./problem";

/** Waits at most `ms`; then the request gets 503 with Retry-After instead of hanging on a store that is slow. */
export async function withDeadline<T>(work: PromiseLike<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Problem("unavailable", undefined, { retryAfter: 2 })), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
