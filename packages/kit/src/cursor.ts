import { base64url } from "./bytes";
import { Problem } from "./problem";

/** A page of a list: `next` is the cursor of the following page, null on the last. */
export interface CursorPage<T> {
  items: T[];
  next: string | null;
}

/** Packs the key of the last row of a page; opaque to clients. */
export function encodeCursor(key: (string | number)[]) {
  return base64url.encode(new TextEncoder().encode(JSON.stringify(key)));
}

/** Opens a cursor; anything that is not ours is a `validation-failed` problem. */
export function decodeCursor(cursor: string): (string | number)[] {
  try {
    const key: unknown = JSON.parse(new TextDecoder().decode(base64url.decode(cursor)));
    if (Array.isArray(key) && key.every((part) => typeof part === "string" || typeof part === "number")) return key;
  } catch {
    // Falls through to the refusal: what a client sent is not worth a reason.
  }
  throw new Problem("validation-failed", undefined, { errors: [{ pointer: "/cursor", detail: "not a cursor" }] });
}

/** Makes a page from `limit + 1` rows: the row too many only tells that there is more. */
export function page<T>(rows: T[], limit: number, keyOf: (row: T) => (string | number)[]): CursorPage<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null };
}
