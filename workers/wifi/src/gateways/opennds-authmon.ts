import { decodePercent, fromBase64, sha256Hex } from "./digest";
import type { Inbound, Limits } from "./gateway";
import { readMac } from "./read";

/** What a gateway's poll says. Nobody signs it: what it claims is checked against what only the gateway can know. */
export type Poll =
  | { kind: "clear"; gateway: string }
  | { kind: "view"; gateway: string }
  | { kind: "ack"; gateway: string; tickets: string[] }
  | { kind: "deauthed"; gateway: string; notice: Notice };

export interface Notice {
  /** SHA-256 of the session's token: only the gateway and the phone know the token itself. */
  hid: string;
  mac: string | null;
  /** `client_deauth`, `timeout_deauth`, `upquota_deauth`, … */
  method: string;
  incoming: number;
  outgoing: number;
}

/** Entries the gateway takes at once: 9.10 cuts what is longer inside a number, and 10.x takes four. */
const mostEntries = 4;
const mostBytes = 1026;
const lineForm = /^[0-9a-f]{64}( \d{1,9}){5} [A-Za-z0-9+/=]{0,60}$/;

interface Entry {
  ticket: string;
  limits: Limits;
  /** Base64. */
  custom: string;
}

/**
 * The line by which a gateway lets a phone in: `rhid minutes up down upQuota downQuota custom`. The gateway runs it
 * through a shell, so what is not exactly of this form is undefined. 0 is unlimited there, so no limit becomes 0.
 */
export function lineOf({ ticket, limits, custom }: Entry): string | undefined {
  const { seconds, upKbps, downKbps, upKB, downKB } = limits;
  if (!(seconds > 0)) return undefined;
  const atLeastOne = (value: number | null) =>
    value === null ? 0 : Math.min(999_999_999, Math.max(1, Math.floor(value)));
  const numbers = [Math.ceil(seconds / 60), ...[upKbps, downKbps, upKB, downKB].map(atLeastOne)];
  const line = `${ticket} ${numbers.join(" ")} ${custom}`;
  return lineForm.test(line) ? line : undefined;
}

/** The answer to `view`: as many of the oldest lines as the gateway can take. */
export function authlist(lines: readonly string[]): { body: string; taken: number } {
  let body = "*";
  let taken = 0;
  for (const line of lines) {
    if (taken === mostEntries || !lineForm.test(line)) break;
    const longer = `${body} ${encodeURIComponent(line)}`;
    if (longer.length > mostBytes) break;
    body = longer;
    taken++;
  }
  return { body, taken };
}

/** Reads a poll, of 9.10 (a form) or of 10.x (a query with raw base64); undefined when it is none. */
export async function readPoll({ fields }: Pick<Inbound, "fields">): Promise<Poll | undefined> {
  const gateway = fields.get("gatewayhash") ?? "";
  if (!/^[0-9a-f]{64}$/.test(gateway)) return undefined;
  const payload = text(fields.get("payload") ?? "");
  switch (fields.get("auth_get") ?? "") {
    case "clear":
      return { kind: "clear", gateway };
    case "view":
    case "list": {
      // After each list comes what was taken of it: `* rhid rhid`, or just `*`.
      const isAck = payload.startsWith("*");
      return isAck ? { kind: "ack", gateway, tickets: ticketsIn(payload) } : { kind: "view", gateway };
    }
    case "deauthed": {
      const notice = await readNotice(payload);
      return notice && { kind: "deauthed", gateway, notice };
    }
    default:
      return undefined;
  }
}

const text = (base64: string) => {
  const bytes = base64.length < 8000 ? fromBase64(base64) : undefined;
  return bytes ? new TextDecoder().decode(bytes) : "";
};

/** Split at any blank: the reference portal splits at line ends and never sees a second one. */
const ticketsIn = (payload: string) => payload.split(/\s+/).filter((word) => /^[0-9a-f]{64}$/.test(word));

async function readNotice(payload: string): Promise<Notice | undefined> {
  const fields = new Map(
    payload.split(/,\s*/).map((part) => {
      const at = part.indexOf("=");
      return [part.slice(0, Math.max(at, 0)).trim(), decodePercent(part.slice(at + 1)) ?? ""] as const;
    }),
  );
  const token = fields.get("token") ?? "";
  const method = fields.get("method") ?? "";
  if (!/^[0-9a-f]{4,64}$/.test(token) || !/^[a-z_]{1,40}$/.test(method)) return undefined;
  return {
    hid: await sha256Hex(token),
    mac: readMac(fields.get("clientmac")),
    method,
    incoming: bytesIn(fields.get("bytes_incoming")),
    outgoing: bytesIn(fields.get("bytes_outgoing")),
  };
}

const bytesIn = (value: string | undefined) => (/^\d{1,15}$/.test(value ?? "") ? Number(value) : 0);
