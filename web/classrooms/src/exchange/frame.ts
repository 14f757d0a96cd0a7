import { deployment, type Deployment } from "@ven/city/deployment";
import type { Lang } from "@ven/contracts";
import type { Page, Refusal } from "@ven/kit";
import { errorPage as pageOfError, homeOf, inLanguage, renderPage } from "@ven/ui";
import type { ComponentChildren } from "preact";

import assets from "../../../dist/classrooms.json";
import { messages } from "../messages";

/** What every page needs to know of its request, and who asks. */
export interface ExchangeFrame {
  lang: Lang;
  city: Deployment;
  selfOrigin: string;
  /** Path and query that show this page again, in another language. */
  here: string;
  person: { name: string };
}

const shell = ({ lang, city, selfOrigin }: Pick<ExchangeFrame, "lang" | "city" | "selfOrigin">) => ({
  lang,
  city,
  assets,
  audience: "phone" as const,
  brand: { name: messages(lang).brand, href: "/" },
  home: homeOf(selfOrigin, "classrooms"),
});

/** A page for files in and out: staff work in Vietnamese or English. */
export const exchangePage = (frame: ExchangeFrame, title: string, body: ComponentChildren): Page =>
  renderPage({
    ...shell(frame),
    here: frame.here,
    title,
    body,
    languages: false,
    noindex: true,
    user: { name: frame.person.name, links: [otherLanguage(frame.here, frame.lang)] },
  });

const otherLanguage = (here: string, lang: Lang) =>
  lang === "vi"
    ? { href: inLanguage(here, "en"), text: "English" }
    : { href: inLanguage(here, "vi"), text: "Tiếng Việt" };

/** As much of a request's context as the error page needs. */
interface Asked {
  env: { CITY: string; SELF_ORIGIN: string };
  var: { lang: Lang };
}

/** What a browser gets instead of a problem document. */
export function errorPage(refusal: Refusal, { env, var: { lang } }: Asked): Page {
  return pageOfError({ ...shell({ lang, city: deployment(env.CITY), selfOrigin: env.SELF_ORIGIN }), refusal });
}
