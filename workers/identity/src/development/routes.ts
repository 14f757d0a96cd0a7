import { clock, createApp, html, localTime } from "@ven/kit";
import { developmentOnly } from "@ven/kit/development";
import { inboxPage } from "@ven/web-identity/inbox";

import { deskOf } from "../desk";
import type { Env } from "../env";
import { cityOf, frameOf } from "../routes/router";
import { readInbox } from "./inbox";
import { seed } from "./seed";
import { trips } from "./trips";

const desk = (env: Env) => deskOf(env, { now: clock.now(), requestId: null });

/** `/dev/*`: what only a developer's own machine has. */
export const development = createApp<Env>({ service: "identity" })
  .use(developmentOnly)
  .get("/dev/inbox", async (c) => {
    const messages = await readInbox(await desk(c.env));
    c.header("cache-control", "no-store");
    if (c.req.header("accept")?.includes("application/json")) return c.json({ messages });
    const { timezone } = cityOf(c.env);
    const shown = messages.map(({ at, ...rest }) => ({ ...rest, at: localTime(at, timezone) }));
    return html(c, inboxPage({ ...frameOf(c), messages: shown }));
  })
  .get("/dev/trips", (c) => c.json({ trips: trips() }))
  .post("/dev/seed", async (c) => c.json(await seed(await desk(c.env))));
