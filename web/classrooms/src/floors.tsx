import { fill } from "@ven/kit/fill";

import { type StaffFrame, staffPage } from "./shell";
import { doorWords } from "./words/door";
import { featureText, roomWords } from "./words/rooms";

export interface FloorRoom {
  code: string;
  name: string;
  building: string | null;
  floor: number | null;
  capacity: number | null;
  features: readonly string[];
  state: "free" | "busy" | "out";
  label: string | null;
  photo: string | null;
}

const across = 4;
const box = { width: 96, height: 64, gap: 8 };

/** Rooms floor by floor, the top one first: a plan to look at, and under it the same as a list. */
export function floorsPage(frame: StaffFrame, { rooms, date }: { rooms: readonly FloorRoom[]; date: string }) {
  const { lang, school } = frame;
  const t = { ...roomWords(lang), ...doorWords(lang) };
  const states = { free: t.freeNow, busy: t.busyNow, out: t.outNow };
  const href = (code: string) => `/s/${school?.id ?? ""}/rooms?view=room&date=${date}&room=${code}`;
  const floors = Map.groupBy(rooms, ({ building, floor }) => `${building ?? ""} ${floor ?? ""}`);
  const inOrder = [...floors.values()].toSorted(
    ([a], [b]) =>
      Number(a?.floor == null) - Number(b?.floor == null) ||
      (a?.building ?? "").localeCompare(b?.building ?? "") ||
      (b?.floor ?? 0) - (a?.floor ?? 0),
  );
  return staffPage(frame, {
    title: t.floors,
    body: (
      <>
        <h1>{t.floors}</h1>
        {inOrder.map((all) => {
          const [one] = all;
          const lines = Math.ceil(all.length / across);
          const title =
            one?.floor == null
              ? t.noFloor
              : fill(t.building, { name: one.building ?? "", floor: one.floor }).replace("  ", " ");
          return (
            <section key={title} class="stack" aria-label={title}>
              <h2>{title}</h2>
              <svg
                viewBox={`-2 -2 ${across * (box.width + box.gap)} ${lines * (box.height + box.gap)}`}
                aria-hidden="true"
              >
                {all.map(({ code, state }, index) => {
                  const x = (index % across) * (box.width + box.gap);
                  const y = Math.floor(index / across) * (box.height + box.gap);
                  return (
                    <g key={code} transform={`translate(${x} ${y})`}>
                      <rect
                        width={box.width}
                        height={box.height}
                        rx="4"
                        fill={state === "free" ? "var(--page)" : state === "busy" ? "var(--sea-w)" : "var(--wash)"}
                        stroke={state === "free" ? "var(--sea)" : "var(--edge)"}
                        stroke-width="2"
                        stroke-dasharray={state === "out" ? "6 4" : undefined}
                      />
                      <text
                        x={box.width / 2}
                        y="28"
                        text-anchor="middle"
                        font-size="18"
                        font-weight="700"
                        fill="var(--ink)"
                      >
                        {code.toUpperCase()}
                      </text>
                      <text x={box.width / 2} y="50" text-anchor="middle" font-size="15" fill="var(--ink)">
                        {states[state]}
                      </text>
                    </g>
                  );
                })}
              </svg>
              {all.map((room) => (
                <div key={room.code} class="lesson">
                  <p>
                    <a href={href(room.code)}>{room.name}</a> · {states[room.state]}
                    {room.label === null ? "" : `: ${room.label}`}
                    <br />
                    <span class="soft">
                      {[
                        room.capacity === null ? "" : fill(t.seats, { n: room.capacity }),
                        ...room.features.map((name) => featureText(name, lang)),
                      ]
                        .filter(Boolean)
                        .join(" · ")}
                    </span>
                  </p>
                  {room.photo === null ? null : (
                    <img src={room.photo} alt={room.name} width="320" height="240" loading="lazy" />
                  )}
                </div>
              ))}
            </section>
          );
        })}
      </>
    ),
  });
}
