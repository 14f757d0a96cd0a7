import radius from "../../radius/development";
import portal from "../../src/development";
import type { Env } from "../../src/env";

/** What the platform does: the portal hands over to the other script, here in one isolate. */
export default {
  fetch(request: Request<unknown, IncomingRequestCfProperties>, env: Omit<Env, "RADIUS">, ctx: ExecutionContext) {
    const RADIUS = { fetch: (onward: typeof request) => radius.fetch(onward, env, ctx) } as Fetcher;
    return portal.fetch(request, { ...env, RADIUS }, ctx);
  },
};
