import type { HouseRpc } from "@ven/contracts/house";
import type { IdentityRpc } from "@ven/contracts/identity";
import type { BaseEnv } from "@ven/kit";

export interface Env extends BaseEnv {
  DB: D1Database;
  ASSETS: Fetcher;
  IDENTITY: IdentityRpc & HouseRpc;
  /** `ven-wifi-office`: hotspots and gateways. */
  OFFICE: Fetcher;
  /** `ven-wifi-records`: what operators decide and hand out. */
  RECORDS: Fetcher;
  /** `ven-wifi-radius`: what RADIUS servers ask, and the secure network. */
  RADIUS: Fetcher;
  VERSION: { id: string; tag: string };
  /** Which city this is: `quang-ninh` or `hue`. */
  CITY: string;
  /** Where people sign in: `https://id.quangninh.example`. */
  IDENTITY_ORIGIN: string;
  /** Public keys that sign access tokens, JSON Web Key Set; pinned so that identity may be away. */
  JWKS: string;
  /** Secret that seals gateways' own secrets and the lease log, and signs links. */
  WIFI_KEY: string;
}
