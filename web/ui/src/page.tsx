import { type Deployment, hostOf, type ServiceName } from "@ven/city/deployment";
import type { Lang } from "@ven/contracts";
import type { Page } from "@ven/kit";
import { fill } from "@ven/kit/fill";
import { styleAt } from "@ven/kit/styles";
import type { ComponentChildren, VNode } from "preact";
import { renderToString } from "preact-render-to-string";

import type { Assets, Audience } from "./assets";
import { messages } from "./messages";
import { Footer, LanguageSwitch, type Link, Masthead, type MastheadProps, SkipLink } from "./shell";

/** How a page without scripts stays fresh: it reloads by itself, can be reloaded by hand, and can be stopped. */
export interface Refresh {
  seconds: number;
  /** This page's address without the `refresh` parameter. */
  href: string;
  stopped: boolean;
}

/** Reads `?refresh=0`, which the stop link sets: `refreshOf(c.req.url, 20)`. */
export function refreshOf(address: string, seconds: number): Refresh {
  const url = new URL(address);
  const stopped = url.searchParams.get("refresh") === "0";
  url.searchParams.delete("refresh");
  return { seconds, href: url.pathname + url.search, stopped };
}

const stopLink = (href: string) => `${href}${href.includes("?") ? "&" : "?"}refresh=0`;

/** The front door's origin, from a service's own: `homeOf("http://queue.localhost:8787", "queue")`. */
export function homeOf(selfOrigin: string, service: ServiceName) {
  const label = hostOf(service, "");
  return selfOrigin.replace(`//${label}`, "//");
}

/** What every page needs to know of its request. */
export interface Frame {
  lang: Lang;
  city: Deployment;
  selfOrigin: string;
  /** Path and query that show this page again, in another language. */
  here?: string;
}

export interface PageOptions {
  lang: Lang;
  title: string;
  audience: Audience;
  assets: Assets;
  city: Deployment;
  brand: MastheadProps["brand"];
  /** Content of `<main>`; boards and paper have no chrome around it and bring their own `<main>`. */
  body: ComponentChildren;
  /** Origin of the front door, where the notices are; without it the footer has no such links. */
  home?: string;
  /** Path and query for the language links, where the page answers to a form: by default this address. */
  here?: string;
  languages?: boolean;
  user?: MastheadProps["user"];
  /** More at the right end of the masthead. */
  aside?: ComponentChildren;
  /** Lines of the footer above the authority's name. */
  footer?: ComponentChildren;
  footerLinks?: readonly Link[];
  refresh?: Refresh;
  /** Names of the build's scripts that this page runs. */
  scripts?: readonly string[];
  mainClass?: string;
  bodyClass?: string;
  /** Nothing more is fetched, not even an icon: a phone behind a gateway has one request to spend. */
  alone?: boolean;
  /** A page behind a personal link: no search engine should keep it. */
  noindex?: boolean;
  /** The same page in each language, whole addresses; the first is the one for everybody else. */
  alternates?: readonly { lang: Lang; href: string }[];
  /** What search engines read (schema.org, JSON-LD): data, never run. */
  data?: object;
}

const htmlClass: Record<Audience, string> = { phone: "", desk: "", board: "dark", paper: "light" };
const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character] ?? "");

/**
 * A whole document as text, with its style inside (linked while kit has not read it) and the hash of that style for
 * the policy: what kit's `html()` answers with. There is no inline script and no style attribute anywhere.
 */
export function renderPage(options: PageOptions): Page {
  const { lang, title, audience, assets, city, refresh } = options;
  const style = assets.styles[audience];
  if (!style) throw new Error(`this service was built without a style for ${audience}`);
  const brandStyle = assets.brands[city.id];
  const styles = (brandStyle === undefined ? [style] : [style, brandStyle]).map((href) => ({
    href,
    own: styleAt(href),
  }));
  const scripts = options.scripts ?? [];
  const preload = new Set(scripts.flatMap((name) => assets.preload[name] ?? []));
  const name = htmlClass[audience];
  const head = [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escape(title)}</title>`,
    ...styles.map(({ href, own }) =>
      own ? `<style>${own.css}</style>` : `<link rel="stylesheet" href="${escape(href)}">`,
    ),
    `<link rel="icon" href="${options.alone ? "data:," : "/favicon.svg"}">`,
    ...[...preload].map((href) => `<link rel="modulepreload" href="${escape(href)}">`),
    ...scripts.map((script) => `<script type="module" src="${escape(source(assets, script))}"></script>`),
  ];
  for (const [at, { lang: other, href }] of (options.alternates ?? []).entries()) {
    if (at === 0) head.push(`<link rel="alternate" hreflang="x-default" href="${escape(href)}">`);
    head.push(`<link rel="alternate" hreflang="${other}" href="${escape(href)}">`);
    if (other === lang) head.push(`<link rel="canonical" href="${escape(href)}">`);
  }
  if (options.data)
    head.push(`<script type="application/ld+json">${JSON.stringify(options.data).replaceAll("<", "\\u003c")}</script>`);
  if (options.noindex) head.push('<meta name="robots" content="noindex">');
  if (refresh && !refresh.stopped)
    head.push(
      `<noscript><meta http-equiv="refresh" content="${refresh.seconds};url=${escape(refresh.href)}"></noscript>`,
    );
  const bodyClass = options.bodyClass ? ` class="${escape(options.bodyClass)}"` : "";
  const html = `<!doctype html><html lang="${lang}"${name ? ` class="${name}"` : ""}><head>${head.join("")}</head><body${bodyClass}>${renderToString(content(options))}</body></html>`;
  return { html, styleHash: styles.flatMap(({ own }) => own?.hash ?? []) };
}

function source(assets: Assets, script: string) {
  const path = assets.scripts[script];
  if (path === undefined) throw new Error(`the build has no script named ${script}`);
  return path;
}

function content(options: PageOptions): VNode {
  const { lang, audience, city, brand, home, refresh } = options;
  if (audience === "board" || audience === "paper") return <>{options.body}</>;
  const links = options.footerLinks ?? (home === undefined ? [] : notices(lang, home));
  const lines = (
    <>
      {options.footer}
      <p>{city.authority[lang]}</p>
    </>
  );
  return (
    <>
      <div>
        <SkipLink lang={lang} />
        <Masthead brand={brand} user={options.user}>
          {options.aside}
        </Masthead>
        {options.languages === false ? null : (
          <LanguageSwitch lang={lang} offered={city.languages} here={options.here ?? ""} />
        )}
      </div>
      <main id="main" tabIndex={-1} class={options.mainClass ?? "wrap stack"}>
        {options.body}
        {refresh ? <RefreshLinks lang={lang} refresh={refresh} /> : null}
      </main>
      <Footer lines={lines} links={links} />
    </>
  );
}

function notices(lang: Lang, home: string): Link[] {
  const t = messages(lang);
  return [
    { href: `${home}/privacy`, text: t.privacy },
    { href: `${home}/accessibility`, text: t.accessibility },
  ];
}

/** Only where no script runs: scripts keep the page fresh themselves. */
function RefreshLinks({ lang, refresh }: { lang: Lang; refresh: Refresh }) {
  const t = messages(lang);
  return (
    <noscript>
      <p class="soft">{refresh.stopped ? t.stopped : fill(t.refreshes, { seconds: refresh.seconds })}</p>
      <p class="row">
        <a href={refresh.stopped ? stopLink(refresh.href) : refresh.href}>{t.refreshNow}</a>
        {refresh.stopped ? (
          <a href={refresh.href}>{t.refreshStart}</a>
        ) : (
          <a href={stopLink(refresh.href)}>{t.refreshStop}</a>
        )}
      </p>
    </noscript>
  );
}
