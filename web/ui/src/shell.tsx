import type { Lang } from "@ven/contracts";
import type { ComponentChildren } from "preact";

import { Mark } from "./icon";
import { messages } from "./messages";

export interface Link {
  href: string;
  text: string;
}

export function SkipLink({ lang }: { lang: Lang }) {
  return (
    <a class="skip" href="#main">
      {messages(lang).skip}
    </a>
  );
}

export interface MastheadProps {
  /** The name of *this* service or house, and where it begins. */
  brand: { name: string; href: string };
  user?: { name: string; links: readonly Link[] };
  children?: ComponentChildren;
}

export function Masthead({ brand, user, children }: MastheadProps) {
  return (
    <header class="mast">
      <div class="wrap row apart">
        <a class="brand" href={brand.href}>
          <Mark />
          <span>{brand.name}</span>
        </a>
        {user || children ? (
          <div class="row small">
            {user ? <span>{user.name}</span> : null}
            {user?.links.map(({ href, text }) => (
              <a key={href} href={href}>
                {text}
              </a>
            ))}
            {children}
          </div>
        ) : null}
      </div>
    </header>
  );
}

/** Each language in its own script; a code is spelt out for those who listen. */
const spelt: Record<Lang, { text: string; name?: string }> = {
  vi: { text: "VI", name: "Tiếng Việt" },
  en: { text: "EN", name: "English" },
  zh: { text: "中文" },
  ko: { text: "한국어" },
  ja: { text: "日本語" },
  fr: { text: "FR", name: "Français" },
};

/** The same address in another language. `here` is the path and query of a page that can be fetched again. */
export function inLanguage(here: string, lang: Lang) {
  const [path = "", query = ""] = here.split("?");
  const search = new URLSearchParams(query);
  search.set("lang", lang);
  return `${path}?${search}`;
}

/** Staff read Vietnamese and English: one link leaves the height of the language bar to the work. */
export const otherLanguage = (here: string, lang: Lang): Link =>
  lang === "vi"
    ? { href: inLanguage(here, "en"), text: "English" }
    : { href: inLanguage(here, "vi"), text: "Tiếng Việt" };

export function LanguageSwitch({ lang, offered, here }: { lang: Lang; offered: readonly Lang[]; here: string }) {
  const label = messages(lang).languages;
  return (
    <nav class="lang" aria-label={lang === "en" ? label : `${label} · Language`}>
      <ul class="wrap">
        {offered.map((one) => (
          <li key={one}>
            <a href={inLanguage(here, one)} lang={one} hreflang={one} aria-current={one === lang ? "true" : undefined}>
              <span>
                {spelt[one].text}
                {spelt[one].name ? <span class="vh"> {spelt[one].name}</span> : null}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function Footer({ lines, links }: { lines: ComponentChildren; links: readonly Link[] }) {
  return (
    <footer class="foot">
      <div class="wrap">
        {lines}
        {links.length > 0 ? (
          <p class="row">
            {links.map(({ href, text }) => (
              <a key={href} href={href}>
                {text}
              </a>
            ))}
          </p>
        ) : null}
      </div>
    </footer>
  );
}
