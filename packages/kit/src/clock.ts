export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  now(): number;
}

const system: Clock = { now: () => Date.now() };
let current = system;

/** The only clock of the house. Business code gets `now` passed in; only shells read the clock. */
export const clock: Clock = { now: () => current.now() };

/** Replaces the clock: for tests, and for the development entry when its binding asks for a shifted one. */
export function setClock(replacement: Clock | null) {
  current = replacement ?? system;
}
