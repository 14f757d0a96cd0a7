import type { Lang } from "@ven/contracts";
import type { SeriesPreview } from "@ven/contracts/classrooms";
import { fill } from "@ven/kit/fill";
import type { ComponentChildren } from "preact";

import { refusalText } from "./words/refusal";
import { roomWords } from "./words/rooms";

type Planned = SeriesPreview["dates"][number];
interface OutcomeProps {
  lang: Lang;
  /** What names the date in the form. */
  id: string;
  head: ComponentChildren;
  label: string;
  planned: Planned;
  rooms: readonly { id: string; name: string }[];
}

/** One date of a preview: why it cannot be had as asked, and what to do with it. A form posts `choice` for each. */
export function OutcomeLine({ lang, id, head, label, planned, rooms }: OutcomeProps) {
  const t = roomWords(lang);
  const { outcome, possible, others, resource, refusal } = planned;
  const words = { book: t.willBook, skip: t.willSkip, waitlist: t.willWait };
  const nameOf = (room: string) => rooms.find((one) => one.id === room)?.name ?? room;
  const options = possible.flatMap((one) =>
    one === "room"
      ? others.map((room) => ({
          value: `${id} room ${room}`,
          text: fill(t.willBookIn, { room: nameOf(room) }),
          chosen: outcome === "room" && room === resource,
        }))
      : [{ value: `${id} ${one}`, text: words[one], chosen: one === outcome }],
  );
  return (
    <div class="lesson row apart">
      <p>
        {head}
        {refusal ? (
          <>
            <br />
            <span class="soft">{refusalText(refusal, lang).sentence}</span>
          </>
        ) : null}
      </p>
      {options.length > 1 ? (
        <span>
          <label class="vh" for={`choice-${id}`}>
            {fill(t.whatFor, { date: label })}
          </label>
          <select id={`choice-${id}`} name="choice">
            {options.map(({ value, text, chosen }) => (
              <option key={value} value={value} selected={chosen}>
                {text}
              </option>
            ))}
          </select>
        </span>
      ) : (
        <span class="tag">
          {t.willSkip}
          <input type="hidden" name="choice" value={`${id} skip`} />
        </span>
      )}
    </div>
  );
}

/** "9 buổi đặt được, 2 ngày cần chọn" */
export function outcomeCounts(dates: readonly Planned[], lang: Lang) {
  const t = roomWords(lang);
  const free = dates.filter(({ refusal }) => !refusal).length;
  const open = dates.filter(({ refusal, possible }) => refusal && possible.length > 1).length;
  return open > 0 ? fill(t.countsOpen, { free, open }) : fill(t.counts, { free });
}
