import type { Lang } from "@ven/contracts";
import type { Page } from "@ven/kit";
import { type Audience, Button, renderPage, Toast } from "@ven/ui";
import type { ComponentChildren } from "preact";

import assets from "../../dist/front-door.development.json";
import { brandOf, cityOf } from "./city";
import type { Env } from "./env";
import { Parts, words } from "./ui-parts";
import { Board, DeskParts, Poster } from "./ui-screens";

/** A release is refused when a bundle contains this text. */
export const marker = "ven-development-only";

export const audiences = ["phone", "desk", "board", "paper"] as const;
export const isAudience = (text: string): text is Audience => audiences.some((one) => one === text);

/** One page for each audience's style, each part in light and in dark. Development only. */
export function uiPage(env: Env, lang: Lang, audience: Audience): Page {
  const city = cityOf(env);
  const t = words(lang);
  const shell = { lang, audience, assets, city, home: "", title: `${t.title} – ${audience}` };
  const brand = { ...brandOf(city, lang), href: "/_ui" };
  if (audience === "board") return renderPage({ ...shell, brand, body: <Board /> });
  if (audience === "paper") return renderPage({ ...shell, brand, body: <Poster /> });
  return renderPage({
    ...shell,
    brand,
    user: audience === "desk" ? { name: "Nguyễn Thị Hạnh", links: [{ href: "#main", text: "Đổi phòng" }] } : undefined,
    refresh: audience === "phone" ? { seconds: 3600, href: "/_ui", stopped: true } : undefined,
    body: (
      <>
        <h1>{t.title}</h1>
        <nav class="lang" aria-label={t.title}>
          <ul>
            {audiences.map((one) => (
              <li key={one}>
                <a href={one === "phone" ? "/_ui" : `/_ui/${one}`} aria-current={one === audience ? "page" : undefined}>
                  {one}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {(["light", "dark"] as const).map((scheme) => (
          <Sheet key={scheme} scheme={scheme} title={t[scheme]}>
            {audience === "desk" ? <DeskParts lang={lang} /> : null}
            <Parts lang={lang} id={scheme} ticket={audience === "phone"} />
          </Sheet>
        ))}
        {audience === "desk" ? (
          <Toast>
            <span>
              Đã gọi <strong>A047</strong> lúc 09:12
            </span>{" "}
            <Button shortcut="Z">Hoàn tác</Button>
          </Toast>
        ) : null}
      </>
    ),
  });
}

function Sheet({ scheme, title, children }: { scheme: "light" | "dark"; title: string; children: ComponentChildren }) {
  return (
    <section class={`card stack ${scheme} paint`} aria-labelledby={scheme}>
      <h2 id={scheme}>{title}</h2>
      {children}
    </section>
  );
}
