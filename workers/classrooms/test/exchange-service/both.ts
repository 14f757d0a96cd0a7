import exchange from "../../exchange/development";
import records from "../../records/development";
import type { Env } from "../../records/env";
import { scriptFor } from "../../src/hand-over";

/** What the pages' script does, with both in one isolate, so that tests see the same database. */
export default {
  fetch(request: Request<unknown, IncomingRequestCfProperties>, env: Env, ctx: ExecutionContext) {
    const script = scriptFor(new URL(request.url).pathname) === "RECORDS" ? records : exchange;
    return script.fetch(request, env, ctx);
  },
};
