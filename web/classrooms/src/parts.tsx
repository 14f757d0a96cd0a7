import type { Lang } from "@ven/contracts";
import { fill } from "@ven/kit/fill";
import { Choices, Field, Notification } from "@ven/ui";

import { refusalText } from "./words/refusal";
import { dateText, roomWords } from "./words/rooms";

/** Why something was refused, and the way to the nearest date on which it could be. */
export function Refused({
  lang,
  facts,
  link,
}: {
  lang: Lang;
  facts: Record<string, unknown>;
  link?: ((date: string) => string) | undefined;
}) {
  const { sentence, nearest, date } = refusalText(facts, lang);
  return (
    <Notification kind="stop">
      {sentence} {nearest === undefined ? null : date && link ? <a href={link(date)}>{nearest}</a> : nearest}
    </Notification>
  );
}

/** "Thứ Hai, 23/11/2026, tiết 3–4" */
export const whenText = (lang: Lang, date: string, first: number | null, last: number | null) =>
  first === null
    ? dateText(date, lang)
    : `${dateText(date, lang)}, ${first === last ? fill(roomWords(lang).period, { n: first }).toLowerCase() : fill(roomWords(lang).periods, { first, last: last ?? first }).toLowerCase()}`;

/** Earlier, now, later. */
export function Turn({
  lang,
  href,
  before,
  after,
  now,
}: {
  lang: Lang;
  href: (date: string) => string;
  before: string;
  after: string;
  now: string;
}) {
  const t = roomWords(lang);
  return (
    <p class="nav">
      <a href={href(before)} rel="prev">
        ← {t.before}
      </a>
      <a href={href(now)}>{t.thisWeek}</a>
      <a href={href(after)} rel="next">
        {t.after} →
      </a>
    </p>
  );
}

const states: Record<string, "mine" | "taken" | "pending" | "checkedIn"> = {
  pending: "pending",
  checked_in: "checkedIn",
  hold: "pending",
};
/** The word of a booking's state in a list. */
export const stateWord = (lang: Lang, status: string) => roomWords(lang)[states[status] ?? "taken"];

/** How the room is taken or given back; what is broken reaches the managers at once. */
export function Condition({ lang }: { lang: Lang }) {
  const t = roomWords(lang);
  return (
    <>
      <Choices
        name="condition"
        legend={t.condition}
        value="good"
        options={[
          { value: "good", text: t.conditionGood },
          { value: "fault", text: t.conditionFault },
        ]}
      />
      <Field name="note" label={t.conditionNote} maxlength={300} />
    </>
  );
}
