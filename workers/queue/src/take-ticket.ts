import type { IssuedTicket, TakeTicket } from "@ven/contracts/queue";
import { canonical, Problem, randomToken, uuidv7 } from "@ven/kit";

import { isValidPass } from "./join-code";
import { type LiveQueue, valueOf } from "./live-queue";

interface Context {
  queue: LiveQueue;
  now: number;
  /** Secret behind passes. */
  secret: string;
}

interface Input {
  facility: string;
  service: string;
  request: TakeTicket;
  /** Idempotency-Key: the same key is the same ticket. */
  key: string;
  /** Signed device; null draws from the service's budget. */
  device: string | null;
}

/**
 * Gives somebody the next number of a service. Needs no name and no account; a pass only where the facility's codes
 * rotate. Throws `expired-code`, `service-closed`, `daily-limit`, `already-holding`, `budget-spent`, `key-reused`.
 */
export async function takeTicket({ queue, now, secret }: Context, input: Input): Promise<IssuedTicket> {
  const { facility, service, request, key, device } = input;
  if (request.pass && !(await isValidPass(secret, facility, request.pass, now))) throw new Problem("expired-code");
  // A pass may be another one on the second try; it is no part of what was asked for.
  const { pass: _, ...asked } = request;
  const done = valueOf(
    await queue.execute({
      command: {
        type: "issue",
        service,
        id: uuidv7(now),
        token: `${facility}-${randomToken()}`,
        class: request.class ?? "normal",
        reason: request.reason ?? null,
        source: request.pass ? "screen" : "poster",
        device,
      },
      caller: { actor: null, organisations: null },
      key: { id: `${device ?? "anonymous"}:${service}:${key}`, hash: canonical({ service, asked }) },
    }),
  );
  if (!done.issued) throw new Error("a number was taken and none was given");
  return done.issued;
}
