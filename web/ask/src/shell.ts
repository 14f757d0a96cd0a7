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

import assets from "../../dist/ask.json";
import { messages } from "./messages";

export type { Frame } from "@ven/ui";

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

/** What a browser gets instead of a problem document. */
export const errorPage = (refusal: Refusal, request: RefusedRequest): Page =>
  pageOfError({ ...shell(frameOf(request)), refusal });
