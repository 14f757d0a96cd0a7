import { health } from "@ven/kit/health";

import type { Env } from "./env";

export { FacilityObject } from "../src/facility-object";

/** Nobody calls this script by HTTP but who asks how it is: its objects are reached over the binding of `ven-queue`. */
export default {
  fetch: async (request, env) =>
    new URL(request.url).pathname === "/healthz"
      ? Response.json(await health("queue", env))
      : new Response(null, { status: 404 }),
} satisfies ExportedHandler<Env>;
