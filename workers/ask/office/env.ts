import type { AskLiveRpc } from "@ven/contracts/ask-live";
import type { IdentityRpc } from "@ven/contracts/identity";
import type { BaseEnv } from "@ven/kit";

export interface Env extends BaseEnv {
  DB: D1Database;
  /** Full-text indexes, which `city` cannot hold and still be exported. */
  SEARCH: D1Database;
  ASSETS: Fetcher;
  IDENTITY: IdentityRpc;
  /** `ven-ask-live`: tells whoever looks at a thread that it has moved. */
  LIVE: AskLiveRpc;
  VERSION: { id: string; tag: string };
  /** Which city this is: `quang-ninh` or `hue`. */
  CITY: string;
  /** Where people sign in: `https://id.quangninh.example`. */
  IDENTITY_ORIGIN: string;
  /** Public keys that sign access tokens, JSON Web Key Set; pinned so that identity may be away. */
  JWKS: string;
}
