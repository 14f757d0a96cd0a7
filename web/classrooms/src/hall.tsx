import type { DoorView } from "@ven/contracts/classrooms";
import { fill } from "@ven/kit/fill";
import { localTime } from "@ven/kit/local-time";
import type { Refresh } from "@ven/ui";

import { type Frame, publicPage } from "./shell";
import { doorWords } from "./words/door";
import { roomWords } from "./words/rooms";

export interface HallPage {
  code: string;
  name: string;
  school: string;
  at: number;
  rooms: readonly DoorView[];
  refresh: Refresh;
}

/** Several rooms on one tablet: who is in each, until when, and who comes next. It is drawn anew when something changes. */
export function hallPage(frame: Frame, { code, name, school, at, rooms, refresh }: HallPage) {
  const { lang, city } = frame;
  const t = { ...roomWords(lang), ...doorWords(lang) };
  const time = (moment: number) => localTime(moment, city.timezone);
  return publicPage(
    frame,
    {
      title: `${name} – ${school}`,
      noindex: true,
      refresh,
      scripts: ["board"],
      body: (
        <div class="hall" id="door" data-api={`/api/boards/${code}`}>
          <p class="note wait lost" hidden>
            {fill(t.lost, { time: time(at) })}
          </p>
          <div class="row apart">
            <h1>{name}</h1>
            <p class="soft">
              {school} · {fill(t.updated, { time: time(at) })}
            </p>
          </div>
          <table>
            <caption class="vh">{t.hall}</caption>
            <thead>
              <tr>
                <th scope="col">{t.room}</th>
                <th scope="col">{t.now}</th>
                <th scope="col">{t.next}</th>
              </tr>
            </thead>
            <tbody>
              {rooms.map(({ room, now, next: [next] }) => (
                <tr key={room.id}>
                  <th scope="row">{room.name}</th>
                  <td class={now ? undefined : "vacant"}>
                    <strong>{now ? now.label : t.free}</strong>{" "}
                    {now ? <span class="soft">{fill(t.until, { time: time(now.endAt) })}</span> : null}
                  </td>
                  <td>{next ? fill(t.nextAt, { time: time(next.startAt), label: next.label }) : "–"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ),
    },
    "desk",
  );
}
