import type { BaseEnv } from "@ven/kit";

export interface Env extends BaseEnv {
  DB: D1Database;
  /** Personal data, sealed. No other worker has this binding. */
  VAULT: D1Database;
  /** What must outlive a restored backup: who was erased, heads of the audit chains. No database, no personal data. */
  LEDGER: R2Bucket;
  ASSETS: Fetcher;
  VERSION: { id: string; tag: string };
  /** Which city this is: `quang-ninh` or `hue`. */
  CITY: string;
  /** The issuer of tokens; the same as `SELF_ORIGIN`. */
  IDENTITY_ORIGIN: string;
  /** Services that people may be signed in to: `{ "queue": "https://queue.quangninh.example" }`. */
  CLIENTS: string;
  /**
   * How codes reach people: `inbox` shows them on a page of one's own machine, else providers by channel, the preferred
   * one first: `{ "phone": ["zalo", "esms"], "email": ["email"] }`. Without it no code can be asked for.
   */
  DELIVERY?: string;
  /** Messages a day by payer: `{ "wifi": 20000, "*": 5000 }`. */
  DELIVERY_BUDGETS?: string;
  /** Accounts at the providers, JSON (`delivery/configuration.ts`). A secret. */
  PROVIDERS?: string;
  /** Sends e-mail; the account's address is in PROVIDERS. */
  EMAIL?: SendEmail;
  /** Codes per phone or e-mail and day; 8 unless set. */
  CODES_PER_DAY?: string;
  /** The provider of citizens' identities, JSON (`vneid/configuration.ts`); without it citizens cannot sign in. */
  VNEID?: string;
  /** A secret. */
  VNEID_CLIENT_SECRET?: string;
  /** Ring of private signing keys (JWK, Ed25519): `{ "active": kid, "keys": [...] }`. */
  SIGNING_KEYS: string;
  /** Ring of keys of the hashes by which people are found: `{ "active": id, "keys": { id: key } }`. */
  PEPPERS: string;
  /** Ring of keys that wrap each subject's own key. */
  MASTER_KEYS: string;
  /** Ring of keys for what lives shortly: codes, handles, messages on their way. */
  SECRETS: string;
  /** With it `node tools/identity.mjs` rotates keys and verifies the audit. A secret; without it nobody can. */
  OPERATOR_KEY?: string;
}
