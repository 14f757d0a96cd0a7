import { cost, countedD1, forgetCost } from "./counted";

/** A handler that says in a header what it asked of the database: `{"trips":2,"statements":7,"read":80,"written":9}`. */
export const costed =
  <Env extends { DB: D1Database }>(
    fetch: (
      request: Request<unknown, IncomingRequestCfProperties>,
      env: Env,
      ctx: ExecutionContext,
    ) => Response | Promise<Response>,
  ) =>
  async (request: Request<unknown, IncomingRequestCfProperties>, env: Env, ctx: ExecutionContext) => {
    forgetCost();
    const answer = await fetch(request, { ...env, DB: countedD1(env.DB) }, ctx);
    const headers = new Headers(answer.headers);
    headers.set("x-cost", JSON.stringify(cost));
    return new Response(answer.body, { status: answer.status, headers });
  };
