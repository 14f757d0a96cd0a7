import type { TextsOf } from "@ven/kit/i18n";

import type { joinWords } from "../words/join";
import type { ticketWords } from "../words/ticket";
import type { waitWords } from "../words/wait";

/** What a patient reads. Staff's links stay in English, and so does a title that is made of other words. */
export type GuestTexts = TextsOf<
  typeof joinWords | typeof ticketWords | typeof waitWords,
  "desk" | "supervise" | "titleState"
>;
