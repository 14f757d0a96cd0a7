import office from "../../office/development";
import records from "../../records/development";
import portal from "../../src/development";
import type { Env } from "../../src/env";

/** What the platform does: the portal hands over to the other scripts, here in one isolate. */
export default {
  fetch(
    request: Request<unknown, IncomingRequestCfProperties>,
    env: Omit<Env, "OFFICE" | "RECORDS" | "RADIUS">,
    ctx: ExecutionContext,
  ) {
    const OFFICE = { fetch: (onward: Request) => office.fetch(onward, env, ctx) } as Fetcher;
    const RECORDS = { fetch: (onward: Request) => records.fetch(onward, env, ctx) } as Fetcher;
    return portal.fetch(request, { ...env, OFFICE, RECORDS, RADIUS: OFFICE }, ctx);
  },
};
