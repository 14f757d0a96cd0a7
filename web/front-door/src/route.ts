import { causeOf, log } from "@ven/kit";

import type { Env } from "./env";
import { handOn, whoAnswers } from "./hosts";
import { nobodyHere, serviceAway } from "./refusal";

interface Answering {
  fetch(request: Request, env: Env, ctx: ExecutionContext): Response | Promise<Response>;
}

/** One listener for the whole city: every host's request goes to whoever answers there. */
export function route(frontDoor: Answering) {
  return {
    async fetch(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
      const who = whoAnswers(request.url, env.SELF_ORIGIN);
      if (who === undefined) return nobodyHere.fetch(withoutBody(request), env, ctx);
      if (who === "front-door") return frontDoor.fetch(request, env, ctx);
      try {
        return await handOn(who, request, env);
      } catch (err) {
        log("error", "service-away", { service: who, cause: causeOf(err) });
        return serviceAway.fetch(withoutBody(request), env, ctx);
      }
    },
  };
}

/** The body may be half sent already; a refusal needs only who asks, how and for what. */
const withoutBody = ({ url, method, headers }: Request) => new Request(url, { method, headers });
