import { Notification } from "@ven/ui";
import type { ComponentChildren } from "preact";

import { Refused } from "../parts";
import { type StaffFrame, staffPage } from "../shell";
import { officeWords } from "../words/office";

export interface Said {
  refusal?: Record<string, unknown> | undefined;
  notice?: string | undefined;
}

/** A page of the office: the way back to all that a manager looks after, what was just done, then the matter. */
export function officePage(frame: StaffFrame, title: string, { refusal, notice }: Said, body: ComponentChildren) {
  const t = officeWords(frame.lang);
  return staffPage(
    frame,
    {
      title,
      body: (
        <>
          {frame.school ? (
            <p class="nav">
              <a href={`/s/${frame.school.id}/manage`}>← {t.allMatters}</a>
            </p>
          ) : null}
          <h1>{title}</h1>
          {notice ? <Notification kind="success">{notice}</Notification> : null}
          {refusal ? <Refused lang={frame.lang} facts={refusal} /> : null}
          {body}
        </>
      ),
    },
    "desk",
  );
}

/** Boxes to tick, each with its name. */
export function Checks({
  name,
  legend,
  options,
  chosen = [],
}: {
  name: string;
  legend: string;
  options: readonly { value: string; text: string }[];
  chosen?: readonly string[];
}) {
  return (
    <fieldset class="plain">
      <legend>{legend}</legend>
      <div class="checks">
        {options.map(({ value, text }) => (
          <label key={value}>
            <input type="checkbox" name={name} value={value} checked={chosen.includes(value)} />
            {text}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
