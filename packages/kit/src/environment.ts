import type { Lang } from "@ven/contracts";
import type { Context } from "hono";

/** What every service is configured with. Secrets and other bindings are added by each service's own `Env`. */
export interface BaseEnv {
  /** `https://queue.quangninh.example`: the only origin this service answers to and takes posts from. */
  SELF_ORIGIN: string;
  /**
   * The same service over plain http, under a host of its own: for phones behind gateways that open one port only.
   * Pages there post to themselves.
   */
  PLAIN_ORIGIN?: string;
  /** `development` on one's own machine; anything else, also nothing, means production. */
  ENVIRONMENT?: string;
  /** Name of the request header that the outermost listener sets to the client's address; none is trusted without it. */
  TRUSTED_ADDRESS_HEADER?: string;
  /** The service's static files: styles, scripts, and its words in the languages that are not in its code. */
  ASSETS?: Fetcher;
  /** Cloudflare's version metadata binding. */
  VERSION?: { id: string; tag: string };
}

/**
 * What a helper may know of a request. Not Hono's whole Context: that can also be written to, so one with more variables
 * would not pass where fewer are asked for.
 */
export type Asked<Bindings extends object, Vars extends object = Variables> = Pick<
  Context<{ Bindings: Bindings; Variables: Vars }>,
  "env" | "var" | "req" | "header" | "body"
>;

export interface Variables {
  requestId: string;
  lang: Lang;
  /** The instant at which the request came in, UTC ms: one `now` for all that it does. */
  now: number;
}
