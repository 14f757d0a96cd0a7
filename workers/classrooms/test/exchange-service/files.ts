import { exports } from "cloudflare:workers";

import { origin } from "../school";

/** Sends a file as a body and gives the answer as JSON. */
export async function upload(
  headers: HeadersInit,
  school: string,
  query: string,
  file: string | Uint8Array<ArrayBuffer>,
) {
  const answer = await exports.default.fetch(`${origin}/api/exchange/schools/${school}/imports?${query}`, {
    method: "POST",
    headers: new Headers(headers),
    body: file,
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, never> & Uploaded };
}

interface Uploaded {
  id: string;
  status: string;
  version: number;
  total: number;
  done: number;
  detail?: string;
  fault?: string;
  summary: Record<
    "added" | "changed" | "removed" | "moved" | "same" | "missing" | "faultCount" | "conflictCount",
    number
  > & {
    faults: { line: number; code: string; value?: string }[];
    conflicts: { date: string; lesson: string; booking: string }[];
  };
}
