import type { Message } from "../message";
import type { Handed, Promises } from "./decide";

export interface Parcel {
  /** Id of the message: the provider's RequestId or tracking id. */
  id: string;
  topic: string;
  message: Message;
  /** Where the provider may report to; carries a proof that only we can make. */
  reportTo: string;
}

export interface Receipt {
  handed: Handed;
  /** The provider's own id of the message. */
  reference?: string;
  /** The provider's code for what it said; never its text, which may repeat the phone. */
  reason?: string;
}

export interface Provider extends Promises {
  send(parcel: Parcel): Promise<Receipt>;
}

/** A provider that has not answered in so long may have the message, ms. */
export const answerWithin = 4_000;

/** A provider that does not answer at all within so long is down, ms. */
const thereWithin = 2_000;

/**
 * Posts and reads the JSON answer. The platform says "connection lost" both when nobody answered and when the answer was
 * lost, so the provider is knocked at first: when nobody opens, certainly nothing was sent. A server that is busy (429,
 * 502, 503) has not taken it either. Anything else without a readable answer is `unsure`.
 */
export async function postJson(
  url: string,
  { headers, body }: { headers: Record<string, string>; body: string },
): Promise<{ answer: unknown } | Receipt> {
  if (!(await isThere(new URL(url).origin))) return { handed: "away", reason: "unreachable" };
  const sent = {
    method: "POST",
    headers,
    body,
    redirect: "manual",
    signal: AbortSignal.timeout(answerWithin),
  } as const;
  const response = await fetch(url, sent).catch(() => undefined);
  if (!response) return { handed: "unsure", reason: "no-answer" };
  const { status } = response;
  if (status === 429 || status === 502 || status === 503) return { handed: "away", reason: String(status) };
  try {
    return { answer: JSON.parse(await response.text()) };
  } catch {
    return { handed: status >= 400 && status < 500 ? "refused" : "unsure", reason: String(status) };
  }
}

/** Any answer will do, also a refusal. */
async function isThere(origin: string) {
  const knock = { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(thereWithin) } as const;
  const response = await fetch(origin, knock).catch(() => undefined);
  await response?.body?.cancel();
  return response !== undefined;
}
