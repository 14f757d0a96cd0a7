import type { WaitEstimate } from "@ven/contracts/queue";

import { fill } from "./fill";
import type { WaitWords } from "./words/wait";

/** "1 person", "6 people", for the languages that tell them apart. */
export const peopleText = (words: WaitWords, n: number) => fill(n === 1 ? words.person : words.people, { n });

/** A range, never a point; "vào ngay" only when the whole range is nothing. */
export function waitText(words: WaitWords, { lowMinutes: low, highMinutes: high }: WaitEstimate) {
  if (high <= 0) return words.now;
  if (low <= 0) return fill(words.under, { high });
  return fill(low === high ? words.about : words.between, { low, high });
}
