import { fill } from "@ven/kit/fill";
import { Button, Mark } from "@ven/ui";
import { Qr } from "@ven/ui/qr";

import { type Frame, publicPage } from "./shell";
import { doorWords } from "./words/door";
import { roomWords } from "./words/rooms";

export interface Door {
  room: string;
  school: string;
  url: string;
  code: string;
}

/** A4 sheets for doors, Vietnamese first; one for each. */
export function posterPage(frame: Frame, doors: readonly Door[]) {
  const t = { ...roomWords("vi"), ...doorWords("vi") };
  const [first] = doors;
  return publicPage(
    { ...frame, lang: "vi" },
    {
      title: first ? `${doors.length === 1 ? first.room : t.posters} – ${first.school}` : t.posters,
      noindex: true,
      scripts: ["print"],
      body: (
        <>
          <p class="bar row">
            <Button type="button" kind="line" name="print">
              {t.print}
            </Button>
          </p>
          <main>
            {doors.map(({ room, school, url, code }) => (
              <section key={code} class="sheet">
                <header class="row apart">
                  <p class="brand">
                    <Mark />
                    <span>{school}</span>
                  </p>
                  <p>{t.service}</p>
                </header>
                <div>
                  <div>
                    <h1>{room}</h1>
                    <p class="lead soft">{t.scan}</p>
                    <p class="soft" lang="en">
                      {t.scanEn}
                    </p>
                  </div>
                  <Qr text={url} label={url} />
                  <p class="num">
                    {fill(t.cannotScan, { host: `${new URL(url).host}/d/` })} <strong>{code}</strong>
                  </p>
                </div>
                <footer>
                  <p>{frame.city.authority.vi}</p>
                </footer>
              </section>
            ))}
          </main>
        </>
      ),
    },
    "paper",
  );
}
