import type { Lang } from "@ven/contracts";
import { type Page } from "@ven/kit";
import { homeOf, inLanguage, renderPage } from "@ven/ui";
import type { ComponentChildren } from "preact";

import assets from "../../../dist/classrooms.json";
import { messages } from "../messages";
import type { Frame } from "../shell";

export interface ExchangeFrame extends Frame {
  here: string;
  person: { name: string };
}

/** A page for files in and out: staff work in Vietnamese or English. */
export const exchangePage = (
  { lang, city, selfOrigin, here, person }: ExchangeFrame,
  title: string,
  body: ComponentChildren,
): Page =>
  renderPage({
    lang,
    city,
    here,
    assets,
    title,
    body,
    audience: "phone",
    brand: { name: messages(lang).brand, href: "/" },
    home: homeOf(selfOrigin, "classrooms"),
    languages: false,
    noindex: true,
    user: { name: person.name, links: [otherLanguage(here, lang)] },
  });

const otherLanguage = (here: string, lang: Lang) =>
  lang === "vi"
    ? { href: inLanguage(here, "en"), text: "English" }
    : { href: inLanguage(here, "vi"), text: "Tiếng Việt" };
