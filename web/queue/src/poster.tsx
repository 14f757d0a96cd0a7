import type { FacilityView } from "@ven/contracts/queue";
import { Button, Mark } from "@ven/ui";
import { Qr } from "@ven/ui/qr";

import { type Around, page } from "./around";
import { fill } from "./fill";
import { hallWords as t } from "./words/hall";

export interface PosterPage extends Around {
  facility: FacilityView;
  area: string | null;
  /** What somebody types who cannot scan. */
  code: string;
  url: string;
}

/** An A4 sheet for a door. */
export function posterPage({ facility, area, code, url, ...around }: PosterPage) {
  const place = facility.areas.find(({ id }) => id === area);
  const where = place ? [place.name, place.place].filter(Boolean).join(" · ") : "";
  const { host } = new URL(url);
  return page(
    { ...around, lang: "vi" },
    {
      title: fill(t.posterTitle, { place: where || t.scan, facility: facility.name }),
      audience: "paper",
      brand: { name: facility.name, href: "/" },
      noindex: true,
      scripts: ["print"],
      body: (
        <>
          <p class="bar row">
            <Button type="button" kind="line" name="print">
              {t.print}
            </Button>
          </p>
          <main class="sheet">
            <header class="row apart">
              <p class="brand">
                <Mark />
                <span>{facility.name}</span>
              </p>
              <p>{where}</p>
            </header>
            <div>
              <div>
                <h1>{t.scan}</h1>
                <p class="lead soft" lang="en">
                  {t.scanEn}
                </p>
              </div>
              <Qr text={url} label={fill(t.qr, { address: url })} />
              <div>
                <p class="num">
                  {t.cannot} <strong>{host}</strong> {t.enter} <strong>{code}</strong>
                </p>
                <p class="soft" lang="en">
                  {t.cannotEn}
                </p>
              </div>
              <ol class="steps">
                {t.steps.map(({ vi, viRest, en }) => (
                  <li key={vi}>
                    <p>
                      <strong>{vi}</strong> {viRest}
                    </p>
                    <p class="soft" lang="en">
                      {en}
                    </p>
                  </li>
                ))}
              </ol>
            </div>
            <footer>
              <div>
                <p>
                  <strong>{t.noPhone}</strong> {t.noPhoneDo}
                </p>
                <p class="soft" lang="en">
                  {t.noPhoneEn}
                </p>
              </div>
              <div>
                <p>
                  <strong>{t.emergency}</strong> {t.emergencyDo}
                </p>
                <p class="soft" lang="en">
                  {t.emergencyEn}
                </p>
              </div>
            </footer>
          </main>
        </>
      ),
    },
  );
}
