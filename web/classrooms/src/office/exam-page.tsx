import { fill } from "@ven/kit/fill";
import { Button, Field, Select } from "@ven/ui";

import { named, numbered } from "../options";
import { whenText } from "../parts";
import type { StaffFrame } from "../shell";
import { officeWords } from "../words/office";
import { roomWords } from "../words/rooms";
import { Checks, officePage, type Said } from "./parts";

export interface ExamShown extends Said {
  today: string;
  rooms: readonly { id: string; name: string }[];
  periods: number;
  asked:
    | {
        resources: readonly string[];
        date: string;
        first: number;
        last: number;
        reason: string;
        victims: readonly {
          id: string;
          label: string;
          room: string;
          date: string;
          first: number | null;
          last: number | null;
          instead: readonly string[];
        }[];
      }
    | undefined;
}

/** Rooms for an exam: first who is driven out and where they could go, then the act. */
export function examPage(frame: StaffFrame, { today, rooms, periods, asked, ...said }: ExamShown) {
  const { lang, school } = frame;
  const t = { ...roomWords(lang), ...officeWords(lang) };
  const numbers = numbered(periods);
  return officePage(
    frame,
    t.exam,
    said,
    <form class="stack rooms" method="post" action={`/s/${school?.id ?? ""}/manage/exam`}>
      {asked ? (
        <section class="note wait stack" aria-labelledby="victims">
          <h2 id="victims">{t.victims}</h2>
          {asked.victims.length === 0 ? <p>{t.noVictims}</p> : null}
          <ul>
            {asked.victims.map((one) => (
              <li key={one.id}>
                {one.label} · {one.room}, {whenText(lang, one.date, one.first, one.last)}.{" "}
                {one.instead.length > 0 ? fill(t.instead, { rooms: one.instead.join(", ") }) : t.noInstead}
              </li>
            ))}
          </ul>
          <Button kind="stop" name="act" value="block">
            {fill(t.examConfirm, { n: asked.victims.length })}
          </Button>
        </section>
      ) : null}
      <Checks name="resource" legend={t.rooms} options={named(rooms)} chosen={asked?.resources ?? []} />
      <div class="row">
        <Field name="date" type="date" label={t.date} value={asked?.date ?? today} required />
        <Select name="first" label={t.fromPeriod} value={String(asked?.first ?? 1)} options={numbers} />
        <Select name="last" label={t.lastPeriod} value={String(asked?.last ?? 1)} options={numbers} />
      </div>
      <Field name="reason" label={t.reason} value={asked?.reason ?? ""} maxlength={200} required />
      <p class="row">
        <Button kind="line" name="act" value="preview">
          {t.examPreview}
        </Button>
      </p>
    </form>,
  );
}
