import type { Counted } from "./session-repository";

/** A request as FreeRADIUS's rlm_rest sends it: `{ "User-Name": { "type": "string", "value": ["…"] } }`. */
export type RadiusRequest = Readonly<Record<string, { value?: readonly (string | number)[] | undefined } | undefined>>;

/** First value of an attribute, as text. */
export function attribute(request: RadiusRequest, name: string): string | undefined {
  const value = request[name]?.value?.[0];
  return value === undefined ? undefined : String(value);
}

/** Integers of RADIUS have 32 bits. */
const number = (request: RadiusRequest, name: string) => {
  const text = attribute(request, name) ?? "";
  return /^\d{1,10}$/.test(text) ? Math.min(Number(text), 4_294_967_295) : 0;
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

const wrap = 2 ** 32;

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
    // Who reads the lower half alone would take 0 for no limit: one byte less.
    const octets = total - (total % wrap === 0 ? 1 : 0);
    for (const name of ["Mikrotik-Total-Limit", "ChilliSpot-Max-Total-Octets"]) {
      set(name, octets % wrap);
      set(name.replace("-Octets", "").concat("-Gigawords"), Math.floor(octets / wrap));
    }
  }
  return reply;
}

/** Words for a person, which may hold what somebody typed: never run. An attribute has room for 253 bytes. */
export function replyMessage(text: string) {
  const bytes = new TextEncoder().encode(text).slice(0, 253);
  const kept = new TextDecoder().decode(bytes).replace(/\uFFFD$/, "");
  return { "reply:Reply-Message": { do_xlat: false, value: [kept], op: ":=" } };
}

/** What a RADIUS server may be asked about: one grant, as far as it decides. Instants are UTC ms. */
export interface Granted {
  id: string;
  way: string;
  client: string | null;
  endsAt: number;
  endedAt: number | null;
  upKbps: number | null;
  downKbps: number | null;
  upKB: number | null;
  downKB: number | null;
  /** Counted so far. */
  bytes: number;
  blocked: boolean;
}

export type Refusal = "unknown" | "another-phone" | "over" | "blocked" | "data" | "devices" | "closed" | "password";

/** What people read on their gateway's own page, in two languages because nobody knows whose they are. */
export const refusals: Record<Refusal, string> = {
  unknown: "Hãy đăng nhập ở trang Wi-Fi trước. / Sign in on the Wi-Fi page first.",
  "another-phone": "Tên này thuộc về máy khác. / This name belongs to another phone.",
  over: "Lượt này đã hết giờ. / This session is over.",
  blocked: "Thiết bị này đang bị tạm dừng. / This device is suspended.",
  data: "Bạn đã dùng hết dữ liệu. / Your data is used up.",
  devices: "Đã đủ số thiết bị. / No more devices can be added.",
  closed: "Hiện chưa vào mạng được. / Not available now.",
  password: "Sai tên hoặc mật khẩu, hoặc đã bị thu hồi. / Wrong name or password, or revoked.",
};

/** Why a phone may not go on under a grant; undefined: it may. `client` null: the gateway did not say which phone. */
export function refusalOf(granted: Granted | null, client: string | null, now: number): Refusal | undefined {
  if (!granted) return "unknown";
  // A name that was given to one phone is of no use to another.
  if (granted.client !== null && client !== null && granted.client !== client) return "another-phone";
  if (granted.endedAt !== null || granted.endsAt - now < 1000) return "over";
  if (granted.blocked && granted.way !== "disaster") return "blocked";
  const { upKB, downKB, bytes } = granted;
  if ((upKB !== null || downKB !== null) && ((upKB ?? 0) + (downKB ?? 0)) * 1000 <= bytes) return "data";
  return undefined;
}

/** The grant that an accounting request is about: what we called it in `Class`, which comes back as bytes. */
export function grantIn(request: RadiusRequest): string | undefined {
  const bytes = attribute(request, "Class") ?? "";
  const pairs = /^0x((?:[0-9a-f]{2}){1,64})$/i.exec(bytes)?.[1]?.match(/../g);
  const text = pairs ? String.fromCharCode(...pairs.map((pair) => Number.parseInt(pair, 16))) : bytes;
  const name = /^[\w-]{22}$/.test(text) ? text : attribute(request, "User-Name");
  return name !== undefined && /^[\w-]{22}$/.test(name) ? name : undefined;
}

/** More than any session carries; sums of what somebody invents stay numbers. */
const most = 2 ** 50;

/** Octets wrap at 4 GiB and Gigawords count how often (RFC 2869). */
const octets = (request: RadiusRequest, direction: "Input" | "Output") =>
  Math.min(most, number(request, `Acct-${direction}-Octets`) + number(request, `Acct-${direction}-Gigawords`) * wrap);

/** The longest session that a plan allows, s. */
const longest = 2_678_400;

/** What an accounting request counts; undefined when it is about no session. */
export function countedIn(request: RadiusRequest, now: number): Omit<Counted, "gateway" | "grant"> | undefined {
  const kind = attribute(request, "Acct-Status-Type");
  const id = attribute(request, "Acct-Unique-Session-Id") ?? attribute(request, "Acct-Session-Id");
  if (id === undefined || id.length > 100 || !["Start", "Interim-Update", "Stop"].includes(kind ?? ""))
    return undefined;
  const seconds = Math.min(number(request, "Acct-Session-Time"), longest);
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
