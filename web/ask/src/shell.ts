import { deployment, type Deployment, isDeploymentId } from "@ven/city/deployment";
import type { Lang } from "@ven/contracts";
import type { Page, Refusal } from "@ven/kit";
import { errorPage as pageOfError, homeOf, type PageOptions, renderPage } from "@ven/ui";

import assets from "../../dist/ask.json";
import { messages } from "./messages";

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
  brand: { name: messages(lang).brand, href: "/" },
  home: homeOf(selfOrigin, "ask"),
});

/** Where the build has put the script that shows notifications. */
export const pushWorkerPath: string = assets.scripts["push-worker"];

/** A page of this service, with its styles and scripts. */
export const pageIn = (frame: Frame, title: string, body: PageOptions["body"], options: Options = {}): Page =>
  renderPage({ ...shell(frame), title, body, ...options });

type Options = Partial<
  Pick<
    PageOptions,
    | "scripts"
    | "noindex"
    | "refresh"
    | "audience"
    | "user"
    | "aside"
    | "languages"
    | "footerLinks"
    | "mainClass"
    | "alternates"
    | "data"
  >
>;

/** As much of a request's context as the error page needs. */
interface Asked {
  env: { CITY: string; SELF_ORIGIN: string };
  var: { lang: Lang };
}

/** What a browser gets instead of a problem document. */
export function errorPage(refusal: Refusal, { env, var: { lang } }: Asked): Page {
  if (!isDeploymentId(env.CITY)) throw new Error(`no city is called ${env.CITY}`);
  const frame = { lang, city: deployment(env.CITY), selfOrigin: env.SELF_ORIGIN };
  return pageOfError({ ...shell(frame), refusal });
}
