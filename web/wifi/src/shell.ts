import { deployment, type Deployment } from "@ven/city/deployment";
import type { Lang } from "@ven/contracts";
import type { Page, Refusal } from "@ven/kit";
import { errorPage as pageOfError, homeOf, type PageOptions, renderPage } from "@ven/ui";

import assets from "../../dist/wifi.json";
import { portalWords } from "./words/portal";

/** What every page needs to know of its request. */
export interface Frame {
  lang: Lang;
  city: Deployment;
  selfOrigin: string;
  /** Path and query that show this page again, in another language. */
  here?: string;
}

const shell = ({ lang, city, selfOrigin, here }: Frame) => ({
  lang,
  city,
  here,
  assets,
  audience: "phone" as const,
  alone: true,
  brand: { name: `${portalWords(lang).brand} ${city.name[lang]}`, href: "/" },
  home: homeOf(selfOrigin, "wifi"),
});

type More = Partial<Pick<PageOptions, "audience" | "user" | "noindex" | "mainClass" | "languages" | "brand">>;

/** A page of this service, with its styles. */
export const pageIn = (frame: Frame, title: string, body: PageOptions["body"], more: More = {}): Page =>
  renderPage({ ...shell(frame), ...more, title, body });

/** As much of a request's context as the error page needs. */
interface Asked {
  env: { CITY: string; SELF_ORIGIN: string };
  var: { lang: Lang };
}

/** What a browser gets instead of a problem document. */
export function errorPage(refusal: Refusal, { env, var: { lang } }: Asked): Page {
  const frame = { lang, city: deployment(env.CITY), selfOrigin: env.SELF_ORIGIN };
  return pageOfError({ ...shell(frame), refusal });
}
