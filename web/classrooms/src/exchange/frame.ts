import type { Page, Refusal } from "@ven/kit";
import {
  errorPage as pageOfError,
  type Frame,
  frameOf,
  homeOf,
  otherLanguage,
  type RefusedRequest,
  renderPage,
} from "@ven/ui";
import type { ComponentChildren } from "preact";

import assets from "../../../dist/classrooms.json";
import { messages } from "../messages";

/** What every page needs to know of its request, and who asks. */
export interface ExchangeFrame extends Frame {
  here: string;
  person: { name: string };
}

const shell = ({ lang, city, selfOrigin }: Frame) => ({
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

/** What a browser gets instead of a problem document. */
export const errorPage = (refusal: Refusal, request: RefusedRequest): Page =>
  pageOfError({ ...shell(frameOf(request)), refusal });
