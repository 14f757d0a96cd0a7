import type { MiddlewareHandler } from "hono";

import { setClock } from "./clock";
import { Problem } from "./problem";

/** A text that no production bundle may contain; the release refuses one that does. */
export const developmentMarker = "ven-development-only";

/** Moves this isolate's clock by the binding `CLOCK_OFFSET_MS`, so that a test can be at midnight. */
export function shiftClock(env: object) {
  const offset = "CLOCK_OFFSET_MS" in env ? Number(env.CLOCK_OFFSET_MS) : 0;
  if (offset) setClock({ now: () => Date.now() + offset });
}

/** Guards /dev/*: even a development bundle that was deployed by mistake answers 404 without ENVIRONMENT=development. */
export const developmentOnly: MiddlewareHandler<{ Bindings: { ENVIRONMENT?: string } }> = async (c, next) => {
  if (c.env.ENVIRONMENT !== "development") throw new Problem("not-found");
  await next();
  c.header("x-development", developmentMarker);
};
