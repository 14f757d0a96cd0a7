import type { Page, Refusal } from "@ven/kit";
import { errorPage as pageOfError, type Frame, homeOf, type PageOptions, renderPage } from "@ven/ui";

import assets from "../../dist/identity.json";
import { messages } from "./messages";

export type { Frame } from "@ven/ui";

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
