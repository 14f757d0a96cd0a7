import type { Page, Refusal } from "@ven/kit";
import {
  errorPage as pageOfError,
  type Frame,
  frameOf,
  homeOf,
  type PageOptions,
  type RefusedRequest,
  renderPage,
} from "@ven/ui";

import assets from "../../../dist/ask.json";
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

/** What a browser gets instead of a problem document. */
export const errorPage = (refusal: Refusal, request: RefusedRequest): Page =>
  pageOfError({ ...shell(frameOf(request)), refusal });
