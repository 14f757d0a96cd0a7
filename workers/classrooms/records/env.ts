import type { HouseRpc } from "@ven/contracts/house";
import type { IdentityRpc } from "@ven/contracts/identity";
import type { BaseEnv } from "@ven/kit";

export interface Env extends BaseEnv {
  DB: D1Database;
  ASSETS: Fetcher;
  IDENTITY: IdentityRpc & HouseRpc;
  VERSION: { id: string; tag: string };
  /** Which city this is: `quang-ninh` or `hue`. */
  CITY: string;
  /** Where people sign in: `https://id.quangninh.example`. */
  IDENTITY_ORIGIN: string;
  /** Public keys that sign access tokens, JSON Web Key Set; pinned so that identity may be away. */
  JWKS: string;
  /** Secret under which the secrets of deliveries are sealed. */
  CLASSROOMS_KEY: string;
}
