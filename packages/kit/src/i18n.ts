import { isLang, type Lang } from "@ven/contracts";
import type { Context } from "hono";
import { getCookie } from "hono/cookie";

/** A catalogue of texts under its name: `queue.join`. Texts are templates, filled by `fill`. */
export interface Catalogue<Name extends string, Key extends string> {
  (lang: Lang): Record<Key, string>;
  readonly catalogue: Name;
}

/**
 * What a file `src/texts/<lang>.ts` must say in one more language: every text of its catalogues but those of the keys
 * `English`, which stay in English there.
 */
export type TextsOf<C extends Catalogue<string, string>, English extends string = never> = {
  [One in C as One["catalogue"]]: Omit<ReturnType<One>, English>;
};
/** Catalogues of one language by name, each by key. */
export type Texts = Readonly<Record<string, Readonly<Record<string, string | undefined>>>>;

/** Languages beside those that every worker has in its code. Plain data: shared by all requests of the isolate. */
const added = new Map<Lang, Texts>();

/**
 * A catalogue of texts. Vietnamese is the source and English must be complete, by type. The other languages lie beside
 * the worker, in its static files, and are English until `loadLanguage` has read them.
 */
export function defineMessages<Name extends string, Key extends string>(
  catalogue: Name,
  { vi, en }: { vi: Record<Key, string>; en: Record<NoInfer<Key>, string> },
): Catalogue<Name, Key> {
  const whole = new WeakMap<object, Record<Key, string>>();
  const get = (lang: Lang) => {
    if (lang === "vi") return vi;
    const own = added.get(lang)?.[catalogue];
    if (!own) return en;
    let messages = whole.get(own);
    if (!messages) whole.set(own, (messages = { ...en, ...own }));
    return messages;
  };
  return Object.assign(get, { catalogue });
}

/** `addTexts("ko", { "queue.join": { take: "번호 받기" } })`: every catalogue of that name has them from now on. */
export function addTexts(lang: Lang, texts: Texts) {
  added.set(lang, { ...added.get(lang), ...texts });
}

/** As a fresh isolate would be. For tests. */
export const forgetTexts = () => added.clear();

/** The language of a request: `?lang`, then the cookie `lang`, then Accept-Language (RFC 9110 §12.5.4), then Vietnamese. */
export function languageOf(c: Context): Lang {
  const asked = c.req.query("lang");
  if (isLang(asked)) return asked;
  const kept = getCookie(c, "lang");
  if (isLang(kept)) return kept;
  return acceptedLanguage(c.req.header("accept-language"));
}

/** `acceptedLanguage("fr-CH, en;q=0.9") === "fr"`; an absent or unknown header is Vietnamese. */
export function acceptedLanguage(header: string | undefined): Lang {
  const ranked = (header ?? "")
    .split(",")
    .map((range) => {
      const [tag = "", ...parameters] = range.trim().toLowerCase().split(";");
      const q = parameters.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find(Boolean);
      return { lang: tag.split("-")[0], q: q === undefined ? 1 : Number(q) };
    })
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q);
  for (const { lang } of ranked) if (isLang(lang)) return lang;
  return "vi";
}
