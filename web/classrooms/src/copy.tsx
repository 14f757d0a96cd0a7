import type { CopyPreview } from "@ven/contracts/classrooms";
import { fill } from "@ven/kit/fill";
import { Button, LinkButton, Notification } from "@ven/ui";

import { OutcomeLine, outcomeCounts } from "./outcomes";
import { whenText } from "./parts";
import { type StaffFrame, staffPage } from "./shell";
import { dateText, roomWords } from "./words/rooms";

/** Last week's own bookings, as they would be a week later. */
export function copyPage(
  frame: StaffFrame,
  {
    preview,
    date,
    key,
    rooms,
    changed,
  }: {
    preview: CopyPreview;
    date: string;
    key: string;
    rooms: readonly { id: string; name: string }[];
    changed: readonly string[];
  },
) {
  const { lang, school } = frame;
  const t = roomWords(lang);
  const base = `/s/${school?.id ?? ""}`;
  const nameOf = (id: string) => rooms.find((room) => room.id === id)?.name ?? id;
  return staffPage(frame, {
    title: t.copyWeek,
    body: (
      <>
        <h1>{t.copyWeek}</h1>
        <p>
          {fill(t.copyFrom, { date: dateText(preview.from, lang) })}{" "}
          {preview.items.length > 0 ? `${outcomeCounts(preview.items, lang)} ${t.previewHint}` : null}
        </p>
        {changed.length > 0 ? (
          <Notification kind="stop">
            {fill(t.ruleSeries, { dates: changed.map((one) => dateText(one, lang, "short")).join(", ") })}
          </Notification>
        ) : null}
        {preview.items.length === 0 ? <p>{t.nothingToCopy}</p> : null}
        <form class="rooms" method="post" action={`${base}/copy`}>
          <input type="hidden" name="key" value={key} />
          <input type="hidden" name="date" value={date} />
          {preview.items.map((item) => (
            <OutcomeLine
              key={item.key}
              lang={lang}
              id={item.key}
              head={
                <>
                  <strong>{item.label}</strong> · {nameOf(item.wanted)}
                  <br />
                  {whenText(lang, item.date, item.first, item.last)}
                </>
              }
              label={`${item.label}, ${dateText(item.date, lang)}`}
              planned={item}
              rooms={rooms}
            />
          ))}
          <p class="row">
            {preview.items.some(({ possible }) => possible.length > 1) ? (
              <Button size="big">{t.copyConfirm}</Button>
            ) : null}
            <LinkButton kind="line" href={`${base}/me?date=${date}`}>
              {t.back}
            </LinkButton>
          </p>
        </form>
      </>
    ),
  });
}
