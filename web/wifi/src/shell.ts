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

import assets from "../../dist/wifi.json";
import { portalWords } from "./words/portal";

export type { Frame } from "@ven/ui";

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

/** What a browser gets instead of a problem document. */
export const errorPage = (refusal: Refusal, request: RefusedRequest): Page =>
  pageOfError({ ...shell(frameOf(request)), refusal });
