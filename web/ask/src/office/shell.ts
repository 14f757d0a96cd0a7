import { deployment, isDeploymentId } from "@ven/city/deployment";
import type { Lang } from "@ven/contracts";
import type { Page, Refusal } from "@ven/kit";
import { errorPage as pageOfError, homeOf, type PageOptions, renderPage } from "@ven/ui";

import assets from "../../../dist/ask.json";
import type { Frame } from "../shell";
import { staffWords } from "./staff-words";

const shell = ({ lang, city, selfOrigin, here }: Frame) => ({
  lang,
  city,
  here,
  assets,
  audience: "desk" as const,
  brand: { name: staffWords(lang).brand, href: "/desk" },
  home: homeOf(selfOrigin, "ask"),
});

/** A page for staff. It carries none of the tourists' words, so that its script stays small. */
export const pageIn = (frame: Frame, title: string, body: PageOptions["body"], options: Partial<PageOptions>): Page =>
  renderPage({ ...shell(frame), title, body, ...options });

/** As much of a request's context as the error page needs. */
interface Asked {
  env: { CITY: string; SELF_ORIGIN: string };
  var: { lang: Lang };
}

/** What a browser gets instead of a problem document. */
export function errorPage(refusal: Refusal, { env, var: { lang } }: Asked): Page {
  if (!isDeploymentId(env.CITY)) throw new Error(`no city is called ${env.CITY}`);
  return pageOfError({ ...shell({ lang, city: deployment(env.CITY), selfOrigin: env.SELF_ORIGIN }), refusal });
}
