import type { AskLiveRpc, MovedThread } from "@ven/contracts/ask-live";
import { scheduled } from "@ven/kit/house";
import { WorkerEntrypoint } from "cloudflare:workers";

import { pump, pushing } from "../src/live/pump";
import { tellPages } from "../src/live/tell-pages";
import { liveRoutes } from "../src/routes/live";
import type { Env } from "./env";

export { BroadcastObject as ThreadFeed } from "@ven/kit/broadcast";

const runJobs = scheduled<Env>("ask-live", [pushing]);

/** Sockets and notifications of threads; called by the scripts of `ask` alone. */
export default class AskLive extends WorkerEntrypoint<Env> implements AskLiveRpc {
  override fetch(request: Request) {
    return liveRoutes.fetch(request, this.env, this.ctx);
  }

  async moved(moved: MovedThread) {
    await tellPages(this.env.FEED, moved);
    this.ctx.waitUntil(pump(this.env, moved.id));
  }

  override scheduled(controller: ScheduledController) {
    return runJobs(controller, this.env);
  }
}
