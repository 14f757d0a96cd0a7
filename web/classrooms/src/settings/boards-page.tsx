import { Button, Field } from "@ven/ui";

import { Checks, officePage, type Said } from "../office/parts";
import { named } from "../options";
import type { StaffFrame } from "../shell";
import { roomWords } from "../words/rooms";
import { settingsWords } from "../words/settings";

export interface BoardsShown extends Said {
  rooms: readonly { id: string; name: string }[];
  boards: readonly { code: string; name: string; rooms: readonly string[]; url: string }[];
}

/** Boards for tablets in halls: which rooms each shows, and its address. */
export function boardsPage(frame: StaffFrame, { rooms, boards, ...said }: BoardsShown) {
  const { lang, school } = frame;
  const t = { ...roomWords(lang), ...settingsWords(lang) };
  const base = `/s/${school?.id ?? ""}/manage/boards`;
  return officePage(
    frame,
    t.boards,
    said,
    <>
      <p class="soft">{t.boardsHint}</p>
      {boards.map((one) => (
        <form key={one.code} class="lesson row apart" method="post" action={`${base}/drop`}>
          <span class="nav">
            <a href={`/h/${one.code}`}>{one.name}</a>
            <span class="soft address">{one.url}</span>
          </span>
          <input type="hidden" name="code" value={one.code} />
          <Button kind="line">{t.dropBoard}</Button>
        </form>
      ))}
      <form class="stack" method="post" action={base}>
        <Field name="name" label={t.boardName} maxlength={80} required />
        <Checks name="resource" legend={t.rooms} options={named(rooms)} />
        <Button kind="line">{t.makeBoard}</Button>
      </form>
    </>,
  );
}
