import type { Counted } from "./session-repository";

/** A request as FreeRADIUS's rlm_rest sends it: `{ "User-Name": { "type": "string", "value": ["…"] } }`. */
export type RadiusRequest = Readonly<Record<string, { value?: readonly (string | number)[] | undefined } | undefined>>;

/** First value of an attribute, as text. */
export function attribute(request: RadiusRequest, name: string): string | undefined {
  const value = request[name]?.value?.[0];
  return value === undefined ? undefined : String(value);
}

const number = (request: RadiusRequest, name: string) => {
  const text = attribute(request, name) ?? "";
  return /^\d{1,10}$/.test(text) ? Number(text) : 0;
};

interface Running {
  secondsLeft: number;
  upKbps: number | null;
  downKbps: number | null;
  upKB: number | null;
  downKB: number | null;
  usedBytes: number;
  grant: string;
}

/** Interval of accounting updates, s: how soon a quota bites, since nobody here can send a Disconnect. */
const interim = 60;

/**
 * Limits as reply attributes, for whatever gateway reads them. `do_xlat: false` everywhere: FreeRADIUS would run what
 * stands in `%{…}`.
 */
export function replyOf({ secondsLeft, upKbps, downKbps, upKB, downKB, usedBytes, grant }: Running) {
  const reply: Record<string, unknown> = {};
  const set = (name: string, value: string | number) =>
    (reply[`reply:${name}`] = { do_xlat: false, value: [String(value)], op: ":=" });
  set("Session-Timeout", Math.max(1, Math.floor(secondsLeft)));
  set("Idle-Timeout", 900);
  set("Acct-Interim-Interval", interim);
  set("Class", grant);
  if (downKbps !== null) set("WISPr-Bandwidth-Max-Down", downKbps * 1000);
  if (upKbps !== null) set("WISPr-Bandwidth-Max-Up", upKbps * 1000);
  if (upKbps !== null && downKbps !== null) set("Mikrotik-Rate-Limit", `${upKbps}k/${downKbps}k`);
  if (upKB !== null || downKB !== null) {
    const total = Math.max(1, ((upKB ?? 0) + (downKB ?? 0)) * 1000 - usedBytes);
    set("Mikrotik-Total-Limit", total % 4_294_967_296);
    set("Mikrotik-Total-Limit-Gigawords", Math.floor(total / 4_294_967_296));
    set("ChilliSpot-Max-Total-Octets", Math.min(total, 4_294_967_295));
  }
  return reply;
}

/** Words for a person, which may hold what somebody typed: never run. */
export const replyMessage = (text: string) => ({
  "reply:Reply-Message": { do_xlat: false, value: [text.slice(0, 200)], op: ":=" },
});

/** The grant that an accounting request is about: what we called it in `Class`, which comes back as bytes. */
export function grantIn(request: RadiusRequest): string | undefined {
  const bytes = attribute(request, "Class") ?? "";
  const pairs = /^0x((?:[0-9a-f]{2}){1,64})$/i.exec(bytes)?.[1]?.match(/../g);
  const text = pairs ? String.fromCharCode(...pairs.map((pair) => Number.parseInt(pair, 16))) : bytes;
  const name = /^[\w-]{22}$/.test(text) ? text : attribute(request, "User-Name");
  return name !== undefined && /^[\w-]{22}$/.test(name) ? name : undefined;
}

/** Octets wrap at 4 GiB and Gigawords count how often (RFC 2869). */
const octets = (request: RadiusRequest, direction: "Input" | "Output") =>
  number(request, `Acct-${direction}-Octets`) + number(request, `Acct-${direction}-Gigawords`) * 4_294_967_296;

/** What an accounting request counts; undefined when it is about no session. */
export function countedIn(request: RadiusRequest, now: number): Omit<Counted, "gateway" | "grant"> | undefined {
  const kind = attribute(request, "Acct-Status-Type");
  const id = attribute(request, "Acct-Unique-Session-Id") ?? attribute(request, "Acct-Session-Id");
  if (id === undefined || id.length > 100 || !["Start", "Interim-Update", "Stop"].includes(kind ?? ""))
    return undefined;
  const seconds = number(request, "Acct-Session-Time");
  return {
    key: id,
    startedAt: now - seconds * 1000,
    at: now,
    seconds,
    upBytes: octets(request, "Input"),
    downBytes: octets(request, "Output"),
    stopped: kind === "Stop",
    cause: kind === "Stop" ? (attribute(request, "Acct-Terminate-Cause") ?? "unknown").slice(0, 40) : null,
  };
}

/** After these the phone may not simply go on; after a lost carrier it may. */
const final = new Set(["User-Request", "Session-Timeout", "Admin-Reset"]);
export const endsGrant = (cause: string | null) => cause !== null && final.has(cause);
