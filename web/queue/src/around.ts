import type { Deployment } from "@ven/city/deployment";
import type { Lang } from "@ven/contracts";
import { type PageOptions, renderPage } from "@ven/ui";

import assets from "../../dist/queue.json";

/** What every page is told about the request. */
export interface Around {
  lang: Lang;
  city: Deployment;
  /** Path and query of the request. */
  path: string;
  /** Origin of the front door, where the notices are; without it the footer has no links to them. */
  home?: string;
}

/** A refusal as a page shows it: what was refused, in the reader's words, by its code. */
export interface Shown {
  code: string;
  title: string;
  detail?: string | undefined;
}

/** A page of this service, with its styles and scripts. */
export const page = ({ lang, city, home }: Around, options: Omit<PageOptions, "lang" | "city" | "home" | "assets">) =>
  renderPage({ lang, city, ...(home !== undefined && { home }), assets, ...options });
