import type { BaseEnv, BroadcastObject } from "@ven/kit/broadcast";

export interface Env extends BaseEnv {
  DB: D1Database;
  FEED: DurableObjectNamespace<BroadcastObject>;
  VERSION: { id: string; tag: string };
  /** Seals the addresses of browsers; 32 bytes, base64url. */
  ASK_KEY: string;
  /** Signs what is sent to push services (RFC 8292); 32 bytes, base64url. */
  VAPID_KEY: string;
  /** Hosts that notifications may be sent to. */
  PUSH_HOSTS: string;
}
