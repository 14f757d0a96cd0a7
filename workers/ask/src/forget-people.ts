import { redact } from "./redact";
import { messagesToRedact, putRedacted } from "./report-repository";

/** So long after the last word of a conversation it is kept as it was written: somebody may have to call back. */
const keptWhole = 7 * 86_400_000;
const atOnce = 200;
const rounds = 20;

/**
 * Takes numbers, addresses and documents out of what was written in conversations that are over. The questions stay, for
 * the province's figures, and tell no longer who asked. Gives how many messages it went through.
 */
export async function forgetPeople(db: D1Database, now: number) {
  let messages = 0;
  for (let round = 0; round < rounds; round++) {
    const found = await messagesToRedact(db, now - keptWhole, atOnce);
    if (found.length === 0) break;
    await putRedacted(
      db,
      found.map((one) => ({ ...one, text: redact(one.text) })),
      now,
    ).run();
    messages += found.length;
  }
  return { messages };
}
