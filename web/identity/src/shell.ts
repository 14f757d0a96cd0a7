import type { Deployment } from "@ven/city/deployment";
import type { Lang } from "@ven/contracts";
import type { Page, Refusal } from "@ven/kit";
import { errorPage as pageOfError, homeOf, type PageOptions, renderPage } from "@ven/ui";

import assets from "../../dist/identity.json";
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
  brand: { name: messages(lang).brand, href: "/account" },
  home: homeOf(selfOrigin, "identity"),
  noindex: true,
});

/** A page of identity; `scripts` are names of islands. */
export const pageIn = (frame: Frame, title: string, body: PageOptions["body"], scripts: readonly string[] = []): Page =>
  renderPage({ ...shell(frame), title, body, scripts });

/** What somebody sees who is refused. */
export function errorPage(refusal: Refusal, frame: Frame): Page {
  const way = { href: "/sign-in", text: messages(frame.lang).signIn };
  return pageOfError({
    ...shell(frame),
    refusal,
    way: refusal.status === 401 || refusal.status === 403 ? way : undefined,
  });
}
