import type { AskLiveRpc } from "@ven/contracts/ask-live";
import type { HouseRpc } from "@ven/contracts/house";
import type { IdentityRpc } from "@ven/contracts/identity";
import type { BaseEnv } from "@ven/kit";

import type { Models } from "./assistant/assistant";

export interface Env extends BaseEnv {
  DB: D1Database;
  /** Full-text indexes, which `city` cannot hold and still be exported. */
  SEARCH: D1Database;
  ASSETS: Fetcher;
  IDENTITY: IdentityRpc & HouseRpc;
  /** `ven-ask-desk`: people who answer. */
  DESK: Fetcher;
  /** `ven-ask-office`: who writes entries and looks at figures. */
  OFFICE: Fetcher;
  /** `ven-ask-live`: sockets of open pages, and notifications. */
  LIVE: Fetcher & AskLiveRpc;
  /** Machines that help, where the deployment has them: Workers AI, or anything that takes the same call. */
  AI?: Models;
  /** What they may be used for: `rank`, `rephrase`, `translate`, or nothing, which is how it is shipped. */
  ASSISTANT?: string;
  VERSION: { id: string; tag: string };
  /** Which city this is: `quang-ninh` or `hue`. */
  CITY: string;
  /** Secret that seals reply addresses and signs what the service hands out. */
  ASK_KEY: string;
}
