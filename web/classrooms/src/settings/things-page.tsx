import { fill } from "@ven/kit/fill";
import { Button, Field, Select, Tag } from "@ven/ui";

import { officePage, type Said } from "../office/parts";
import { numbered } from "../options";
import { whenText } from "../parts";
import type { StaffFrame } from "../shell";
import { roomWords } from "../words/rooms";
import { settingsWords } from "../words/settings";

export interface ThingsShown extends Said {
  things: readonly {
    id: string;
    name: string;
    kind: string;
    units: number;
    floor: number | null;
    door: string;
    status: string;
    version: number;
    photo: string | null;
    out: readonly { unit: number; reason: string }[];
  }[];
  /** What taking something out would do, before it is done. */
  asked:
    | {
        resource: string;
        unit: string;
        reason: string;
        version: number;
        victims: readonly {
          id: string;
          label: string;
          date: string;
          first: number | null;
          last: number | null;
          instead: string;
        }[];
      }
    | undefined;
}

/** Rooms and equipment: what is in service, pictures, codes for doors. */
export function thingsPage(frame: StaffFrame, { things, asked, ...said }: ThingsShown) {
  const { lang, school } = frame;
  const t = { ...roomWords(lang), ...settingsWords(lang) };
  const base = `/s/${school?.id ?? ""}/manage/things`;
  const nameOf = (id: string) => things.find((one) => one.id === id)?.name ?? id;
  return officePage(
    frame,
    t.things,
    said,
    <>
      {asked ? (
        <form class="note wait stack" method="post" action={`${base}/out`}>
          <h2>
            {fill(t.outTitle, {
              room: `${nameOf(asked.resource)}${asked.unit ? ` · ${fill(t.piece, { n: asked.unit })}` : ""}`,
            })}
          </h2>
          {asked.victims.length === 0 ? <p>{t.noVictims}</p> : null}
          <ul>
            {asked.victims.map((one) => (
              <li key={one.id}>
                {one.label}, {whenText(lang, one.date, one.first, one.last)}. {one.instead}
              </li>
            ))}
          </ul>
          <input type="hidden" name="resource" value={asked.resource} />
          <input type="hidden" name="unit" value={asked.unit} />
          <input type="hidden" name="reason" value={asked.reason} />
          <input type="hidden" name="version" value={String(asked.version)} />
          <Button kind="stop" name="act" value="take">
            {t.takeOut}
          </Button>
        </form>
      ) : null}
      <p class="nav">
        <a href={`/s/${school?.id ?? ""}/manage/posters`}>{t.allPosters}</a>
      </p>
      {things.map((one) => (
        <details key={one.id} class="lesson" name="things">
          <summary>
            {one.name}{" "}
            {one.status === "active" && one.out.length === 0 ? null : (
              <Tag state="look">
                {one.status === "active" ? fill(t.piecesOut, { n: one.out.length, of: one.units }) : t.outOfService}
              </Tag>
            )}
          </summary>
          <div class="stack">
            {one.status === "active" ? null : (
              <form method="post" action={`${base}/back`}>
                <input type="hidden" name="resource" value={one.id} />
                <input type="hidden" name="unit" value="" />
                <input type="hidden" name="version" value={String(one.version)} />
                <Button kind="line">{t.putBack}</Button>
              </form>
            )}
            {one.out.map(({ unit, reason }) => (
              <form key={unit} class="row" method="post" action={`${base}/back`}>
                <span>
                  {fill(t.piece, { n: unit })}: {reason}
                </span>
                <input type="hidden" name="resource" value={one.id} />
                <input type="hidden" name="unit" value={String(unit)} />
                <Button kind="line">{t.putBack}</Button>
              </form>
            ))}
            {one.status === "active" ? (
              <form class="row rooms" method="post" action={`${base}/out`}>
                <input type="hidden" name="resource" value={one.id} />
                <input type="hidden" name="version" value={String(one.version)} />
                {one.units > 1 ? (
                  <Select
                    name="unit"
                    id={`unit-${one.id}`}
                    label={t.which}
                    value=""
                    options={[{ value: "", text: t.allPieces }, ...numbered(one.units, (n) => fill(t.piece, { n }))]}
                  />
                ) : (
                  <input type="hidden" name="unit" value="" />
                )}
                <Field name="reason" id={`why-${one.id}`} label={t.reason} maxlength={200} required />
                <Button kind="line" name="act" value="preview">
                  {t.outPreview}
                </Button>
              </form>
            ) : null}
            {one.kind === "equipment" ? null : (
              <form class="row" method="post" encType="multipart/form-data" action={`${base}/photo`}>
                {one.photo ? <img src={one.photo} alt={one.name} width="160" height="120" loading="lazy" /> : null}
                <input type="hidden" name="resource" value={one.id} />
                <div class="field">
                  <label for={`photo-${one.id}`}>{t.photo}</label>
                  <input id={`photo-${one.id}`} name="photo" type="file" accept="image/jpeg,image/png" required />
                </div>
                <Button kind="line">{t.setPhoto}</Button>
                <a href={`/d/${one.door}/poster`}>{t.poster}</a>
              </form>
            )}
          </div>
        </details>
      ))}
    </>,
  );
}
