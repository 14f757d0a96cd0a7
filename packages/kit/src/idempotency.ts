import type { Context } from "hono";

import { sha256 } from "./bytes";
import { Problem } from "./problem";

/** The `Idempotency-Key` of a request (IETF draft): 8 to 128 printable ASCII characters. */
export function idempotencyKey(c: Context) {
  const key = c.req.header("idempotency-key");
  return checkKey(key);
}

/** The same for a form, where the key comes in a hidden field. */
export function checkKey(key: string | undefined) {
  if (key === undefined || !/^[\x21-\x7e]{8,128}$/.test(key)) throw new Problem("idempotency-key-missing");
  return key;
}

/** Hash of what a request asked for; the same for every order of members. */
export const requestHash = (request: Record<string, unknown>) => sha256(canonical(request));

/** JSON with its members in order: stands for a short request where a hash would cost more than it saves. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join()}}`;
}
