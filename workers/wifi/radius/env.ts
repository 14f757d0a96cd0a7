import type { BaseEnv } from "@ven/kit";

export interface Env extends BaseEnv {
  DB: D1Database;
  ASSETS: Fetcher;
  VERSION: { id: string; tag: string };
  /** Which city this is: `quang-ninh` or `hue`. */
  CITY: string;
  /** Where people sign in; here nobody does. */
  IDENTITY_ORIGIN: string;
  /** As every script of the service has it. */
  JWKS: string;
  /**
   * Name of the header that our own TLS listener sets to the SHA-256 of a client certificate it verified, and takes away
   * from everybody else; none is trusted without it. Behind Cloudflare the platform says it itself.
   */
  TRUSTED_CERTIFICATE_HEADER?: string;
  /** Secret that seals gateways' own secrets and the lease log, and signs links. */
  WIFI_KEY: string;
}
