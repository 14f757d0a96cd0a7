import { fill } from "@ven/kit/fill";
import { Button } from "@ven/ui";

import { officePage, type Said } from "../office/parts";
import type { StaffFrame } from "../shell";
import { departmentText } from "../words/departments";
import { settingsWords } from "../words/settings";

export interface PeopleShown extends Said {
  people: readonly { id: string; code: string; name: string; department: string | null; coming: number }[];
}

/** Who is there; several who have left are marked at once. */
export function peoplePage(frame: StaffFrame, { people, ...said }: PeopleShown) {
  const { lang, school } = frame;
  const t = settingsWords(lang);
  return officePage(
    frame,
    t.people,
    said,
    <form class="stack" method="post" action={`/s/${school?.id ?? ""}/manage/people`}>
      <p class="soft">{t.leftHint}</p>
      {people.map(({ id, code, name, department, coming }) => (
        <label key={id} class="lesson row">
          <input type="checkbox" name="person" value={id} />
          <span>
            {name}{" "}
            <span class="soft">
              {code}
              {department === null ? "" : ` · ${departmentText(department, lang)}`}
              {coming > 0 ? ` · ${fill(t.comingLessons, { n: coming })}` : ""}
            </span>
          </span>
        </label>
      ))}
      <p>
        <Button kind="stop">{t.markLeft}</Button>
      </p>
    </form>,
  );
}
