import type { Lang } from "@ven/kit";

/** Makes of gateway that the portal speaks to. */
export const makes = [
  "opennds",
  "uam",
  "mikrotik",
  "unifi",
  "meraki",
  "omada",
  "aruba",
  "ruckus",
  "smartzone",
  "cisco",
  "fortigate",
  "cambium",
] as const;
export type Make = (typeof makes)[number];
export const isMake = (text: string): text is Make => makes.some((make) => make === text);

/** A request as it came in. All of it is the client's word until an adapter has verified it. */
export interface Inbound {
  /** The whole address exactly as it was received: some makes sign these very bytes. */
  address: string;
  path: string;
  /** First value of each parameter, of the address or of a posted form. */
  fields: ReadonlyMap<string, string>;
  /** UTC ms. */
  now: number;
}

/** What an operator registered of a gateway; secrets are open, the active one first, at most two. */
export interface Gateway {
  id: string;
  make: Make;
  /** openNDS: FAS security level 1 to 4; null for every other make. */
  level: number | null;
  /** Hosts (with port, when it is not the scheme's) to which a phone may be sent: `10.9.0.1:2050`, `*.network-auth.com`. */
  addresses: readonly string[];
  secrets: readonly string[];
  /** What only some makes need: `controller`, `site`, `apiKey`, … */
  settings: Readonly<Record<string, string>>;
}

/** A phone at a gateway, verified. */
export interface Arrival {
  /** `02:11:22:33:44:55`; null where the make does not tell. */
  mac: string | null;
  ip: string | null;
  /** Where the person wanted to go; never followed unless it is http(s). */
  landing: string | null;
  /** `blocked`: wants in. `online`: is let in already. `failed`: the gateway refused the last grant. */
  state: "blocked" | "online" | "failed";
  lang: Lang | null;
  /** What the grant will need of this request. Goes through the person's form, sealed. */
  carry: Readonly<Record<string, string>>;
}

/** `malformed`: not what this make sends. `not-signed`: the signature is wrong. `stale`: too old. `unsafe`: it names a host that is not registered. */
export type Refused = { ok: false; reason: "malformed" | "not-signed" | "stale" | "unsafe" };
export type Verdict = { ok: true; arrival: Arrival } | Refused;
export const refused = (reason: Refused["reason"]): Refused => ({ ok: false, reason });

/** Limits of one session. Null is unlimited; nothing is ever 0, which several makes read as unlimited. */
export interface Limits {
  seconds: number;
  upKbps: number | null;
  downKbps: number | null;
  upKB: number | null;
  downKB: number | null;
}

export interface Terms {
  limits: Limits;
  /** What the gateway's RADIUS server will be asked about; made for this grant alone. */
  credential: { username: string; password: string };
  /** Where the phone goes when it is in: a page of this portal. */
  landing: string;
  /** Pseudonymous id of the grant. */
  grant: string;
}

export interface HttpCall {
  url: string;
  method: "GET" | "POST";
  headers: Record<string, string>;
  body?: string;
}
export interface HttpAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}
/** A conversation with a controller, one call after another. Undefined: nothing more to ask; it worked, or it did not. */
export interface Talk {
  next(answers: readonly HttpAnswer[]): HttpCall | undefined;
  worked(answers: readonly HttpAnswer[]): boolean;
}

/** How the phone is let in. */
export type Grant =
  /** The phone itself carries the grant to the gateway. */
  | { kind: "redirect"; url: string }
  /** The phone posts it, with one more tap. */
  | { kind: "form"; action: string; fields: Readonly<Record<string, string>> }
  /** We tell the controller. */
  | { kind: "talk"; talk: Talk }
  /** The gateway fetches it at its next poll. */
  | { kind: "poll"; ticket: string; line: string };

/** One make of gateway. Pure: no clock, no store, no network. */
export interface Adapter {
  make: Make;
  /** True when the grant is computation alone, so that it works while our database is away. */
  isOffline: (gateway: Pick<Gateway, "level" | "settings">) => boolean;
  /** Names by which the gateway may be registered, the most telling first; claims only. Empty: cannot be told yet. */
  names: (inbound: Inbound) => string[];
  verify: (inbound: Inbound, gateway: Gateway) => Promise<Verdict>;
  /** Undefined when the arrival cannot be granted: it carries too little, or names a stranger's host. */
  grant: (arrival: Arrival, gateway: Gateway, terms: Terms) => Promise<Grant | undefined>;
  /** Ends a session, where the make can be told from outside. */
  revoke?: (arrival: Pick<Arrival, "mac" | "ip" | "carry">, gateway: Gateway) => Talk | undefined;
  /** Where the person may go to log out by themselves. */
  logout?: (arrival: Pick<Arrival, "carry">, gateway: Gateway) => string | undefined;
}
