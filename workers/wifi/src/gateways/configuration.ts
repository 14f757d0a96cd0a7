import type { Lang } from "@ven/kit";

/** What a gateway's configuration has to say about the portal. */
export interface Portal {
  /** Where phones are sent: over TLS, and over plain http where a gateway opens one port only. */
  origin: string;
  plainOrigin: string;
  /** IPv4 address of the portal, where a firewall wants one; null: to be filled in. */
  address: string | null;
  group: string;
  site: string;
  /** openNDS: `GatewayName`. */
  name: string;
  /** Of the remarks: Vietnamese, or English for everybody else. */
  lang: Lang;
}
export interface Configuration {
  file: string;
  text: string;
}
