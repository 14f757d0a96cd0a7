import type { FacilityView } from "@ven/contracts/queue";
import { Qr } from "@ven/ui/qr";

import { type Around, page } from "./around";
import { hallWords as t } from "./words/hall";

export interface ScreenPage extends Around {
  facility: FacilityView;
  area: string | null;
  /** Where the code leads, for this window and the next. */
  url: string;
  secondsLeft: number;
}

/** A hall's screen with the code that changes: what a photograph of yesterday cannot open. */
export function screenPage({ facility, area, url, secondsLeft, ...around }: ScreenPage) {
  const place = facility.areas.find(({ id }) => id === area);
  return page(
    { ...around, lang: "vi" },
    {
      title: `${t.scan} – ${facility.name}`,
      audience: "board",
      brand: { name: facility.name, href: "/" },
      noindex: true,
      scripts: ["screen"],
      refresh: { seconds: secondsLeft + 1, href: around.path, stopped: false },
      body: (
        <div class="screen" id="screen" data-seconds={secondsLeft}>
          <header class="mast">
            <div class="wrap row apart">
              <h1>{place ? `${facility.name} · ${place.name}` : facility.name}</h1>
            </div>
          </header>
          <main class="wrap scan">
            <Qr text={url} label={t.scan} />
            <div>
              <p class="big">{t.scan}</p>
              <p class="b3" lang="en">
                {t.scanEn}
              </p>
              <p class="b3 rotates">{t.rotates}</p>
              <p class="b3" lang="en">
                {t.rotatesEn}
              </p>
            </div>
          </main>
          <footer class="strip lost" hidden>
            <output class="wrap b3">
              {t.screenLost}
              <br />
              <span lang="en">{t.screenLostEn}</span>
            </output>
          </footer>
        </div>
      ),
    },
  );
}
