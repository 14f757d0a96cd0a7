import type { AskLiveRpc, MovedThread } from "@ven/contracts/ask-live";
import { type Job, scheduled } from "@ven/kit/house";
import { WorkerEntrypoint } from "cloudflare:workers";

import { pump, pushing } from "../src/live/pump";
import { tellPages } from "../src/live/tell-pages";
import { returnForgotten } from "../src/return-forgotten";
import { liveRoutes } from "../src/routes/live";
import type { Env } from "./env";

export { BroadcastObject as ThreadFeed } from "@ven/kit/broadcast";

const returning: Job<Env> = {
  name: "return-forgotten",
  run: ({ env: { DB: db, FEED: feed }, now }) => returnForgotten({ db, now, tell: (moved) => tellPages(feed, moved) }),
};
const runJobs = scheduled<Env>("ask-live", [pushing, returning]);

/** Sockets and notifications of threads, and what happens to them by itself; called by the scripts of `ask` alone. */
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
