import type { BaseEnv } from "@ven/kit";

/** What the front door is given by wrangler.toml: its own files, and one binding for each service behind it. */
export interface Env extends BaseEnv {
  /** Which deployment this is: `quang-ninh` or `hue`. */
  CITY: string;
  ASSETS: Fetcher;
  QUEUE: Fetcher;
  WIFI: Fetcher;
  ASK: Fetcher;
  CLASSROOMS: Fetcher;
  IDENTITY_WEB: Fetcher;
}
