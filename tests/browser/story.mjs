import { afterEach, beforeEach } from "vitest";

/** The tests of a story stand on each other: after the first that fails the rest would only fail slowly. */
export function toldInOrder() {
  let failed;
  beforeEach(({ skip }) => skip(failed !== undefined, `after “${failed}” failed`));
  afterEach(({ task }) => {
    if (task.result?.state === "fail") failed = task.name;
  });
}

/** For what others see a moment later, without a reload. */
export const within = { timeout: 5_000, interval: 50 };

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));
