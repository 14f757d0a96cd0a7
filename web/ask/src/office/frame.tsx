import { fill } from "@ven/kit/fill";
import { Button, inLanguage, type MastheadProps } from "@ven/ui";

import type { Frame } from "../shell";
import { staffWords } from "./staff-words";

export interface StaffFrame extends Frame {
  person: { name: string };
  /** UTC ms. */
  now: number;
  /** Whether the person may answer, change and approve entries, look at figures. */
  desk: boolean;
  editor: boolean;
  reports: boolean;
  /** Why the last act was refused. */
  trouble?: string | null;
}

/** What a page for staff has around it: where else they may go, in Vietnamese or English. */
export function staffShell({ lang, person, desk, editor, reports, here = "/desk" }: StaffFrame) {
  const t = staffWords(lang);
  const user: MastheadProps["user"] = {
    name: person.name,
    links: [
      ...(desk ? [{ href: "/desk", text: t.inboxLink }] : []),
      ...(editor
        ? [
            { href: "/office/entries", text: t.entriesLink },
            { href: "/office/lexicon", text: t.lexiconLink },
          ]
        : []),
      ...(reports ? [{ href: "/office/report", text: t.reportLink }] : []),
      lang === "en"
        ? { href: inLanguage(here, "vi"), text: "Tiếng Việt" }
        : { href: inLanguage(here, "en"), text: "English" },
    ],
  };
  return {
    audience: "desk" as const,
    user,
    aside: (
      <form method="post" action="/auth/sign-out">
        <Button kind="line">{t.signOut}</Button>
      </form>
    ),
    languages: false,
    noindex: true,
    mainClass: "wrap stack",
  };
}

/** Says why something was not done; empty otherwise, because a live region must be there before it speaks. */
export function Trouble({ lang, trouble }: Pick<StaffFrame, "lang" | "trouble">) {
  return (
    <div role="alert">
      {trouble ? <p class="note halt">{fill(staffWords(lang).refused, { title: trouble })}</p> : null}
    </div>
  );
}

/** A date and time as staff write it: 19/11/2026 09:32. */
export const momentOf = (at: number, timezone: string, lang: Frame["lang"]) =>
  new Intl.DateTimeFormat(lang === "en" ? "en-GB" : "vi", {
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: timezone,
  }).format(at);

const spelt: Record<string, { vi: string; en: string }> = {
  vi: { vi: "Tiếng Việt", en: "Vietnamese" },
  en: { vi: "Tiếng Anh", en: "English" },
  zh: { vi: "Tiếng Trung", en: "Chinese" },
  ko: { vi: "Tiếng Hàn", en: "Korean" },
  ja: { vi: "Tiếng Nhật", en: "Japanese" },
  fr: { vi: "Tiếng Pháp", en: "French" },
};

/** A language by its name, in the reader's: `languageName("ko", "vi") === "Tiếng Hàn"`. */
export const languageName = (code: string, lang: Frame["lang"]) => spelt[code]?.[lang === "en" ? "en" : "vi"] ?? code;
