import type { IdentityRpc } from "@ven/contracts/identity";
import type { BaseEnv } from "@ven/kit";

export interface Env extends BaseEnv {
  DB: D1Database;
  ASSETS: Fetcher;
  IDENTITY: IdentityRpc;
  /** `ven-classrooms-exchange`: files that come in. */
  EXCHANGE: Fetcher;
  /** `ven-classrooms-records`: registers, reports, calendars, deliveries. */
  RECORDS: Fetcher;
  /** `ven-classrooms-office`: what managers decide, as pages and as API. */
  OFFICE: Fetcher;
  /** `ven-classrooms-settings`: who may book, what is in service, bells, people, boards. */
  SETTINGS: Fetcher;
  /** `ven-classrooms-door`: doors, hall boards, posters, pictures. */
  DOOR: Fetcher;
  VERSION: { id: string; tag: string };
  /** Which city this is: `quang-ninh` or `hue`. */
  CITY: string;
  /** Where people sign in: `https://id.quangninh.example`. */
  IDENTITY_ORIGIN: string;
  /** Public keys that sign access tokens, JSON Web Key Set; pinned so that identity may be away. */
  JWKS: string;
  /** Secret behind feed addresses and door codes. */
  CLASSROOMS_KEY: string;
}
