import { isLang, type Lang, languages } from "@ven/contracts";
import type { Context } from "hono";
import { getCookie } from "hono/cookie";

type Message = string | ((...values: never[]) => string);
type Messages = Record<string, Message>;
type Translated<M extends Messages> = {
  [K in keyof M]: M[K] extends (...values: infer Values) => string ? (...values: Values) => string : string;
};

/**
 * A catalogue of texts. Vietnamese is the source and English must be complete, by type; the others may be partial and
 * fall back to English. `untranslated` lists what falls back, for the report.
 */
export function defineMessages<M extends Messages>(
  all: { vi: M; en: Translated<M> } & Partial<Record<"zh" | "ko" | "ja" | "fr", Partial<Translated<M>>>>,
) {
  const complete = new Map<Lang, Translated<M>>();
  const get = (lang: Lang) => {
    let messages = complete.get(lang);
    if (!messages) {
      messages = { ...(all.vi as unknown as Translated<M>), ...all.en, ...all[lang] }; // vi has the shape it defines
      complete.set(lang, messages);
    }
    return messages;
  };
  const untranslated = languages.flatMap((lang) =>
    Object.keys(all.vi)
      .filter((key) => !(key in (all[lang] ?? {})))
      .map((key) => `${lang}.${key}`),
  );
  return Object.assign(get, { untranslated });
}

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
