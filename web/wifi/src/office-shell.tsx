import type { Lang } from "@ven/contracts";
import type { Page, Refusal } from "@ven/kit";
import { localDate, localTime } from "@ven/kit/local-time";
import {
  Button,
  errorPage as pageOfError,
  type Frame,
  frameOf,
  homeOf,
  otherLanguage,
  type PageOptions,
  type RefusedRequest,
  renderPage,
} from "@ven/ui";
import type { ComponentChildren } from "preact";

import assets from "../../dist/wifi.json";
import { aroundWords } from "./words/around";

/** What somebody may do in the group of sites that the page is about. */
export type Right = "operate" | "configure" | "report" | "disclose";

/** What every page of the office needs to know of its request. */
export interface OfficeFrame extends Frame {
  here: string;
  person: string;
  group: { id: string; name: string; nameEn: string };
  rights: readonly Right[];
}

const shell = ({ lang, city, selfOrigin }: Frame) => ({
  lang,
  city,
  assets,
  audience: "desk" as const,
  brand: { name: aroundWords(lang).title, href: "/hotspots" },
  home: homeOf(selfOrigin, "wifi"),
});

type More = Partial<Pick<PageOptions, "refresh" | "footerLinks">>;

/** A page of staff: Vietnamese and English, with the way around under the masthead. */
export function officePage(frame: OfficeFrame, title: string, body: ComponentChildren, more: More = {}): Page {
  const { lang, here, person } = frame;
  const t = aroundWords(lang);
  return renderPage({
    ...shell(frame),
    title,
    languages: false,
    noindex: true,
    user: { name: person, links: [otherLanguage(here, lang)] },
    aside: (
      <form method="post" action="/auth/sign-out">
        <Button kind="line">{t.signOut}</Button>
      </form>
    ),
    ...more,
    body: (
      <>
        <Around {...frame} />
        {body}
      </>
    ),
  });
}

/** A page that says one thing to whoever opens it. */
export const plainPage = (frame: Frame, title: string): Page =>
  renderPage({ ...shell(frame), title, noindex: true, languages: false, body: <h1>{title}</h1> });

/** Only where the person may go. */
function Around({ lang, here, group, rights }: OfficeFrame) {
  const t = aroundWords(lang);
  const at = `/hotspots/${group.id}`;
  const all: [Right, string, string][] = [
    ["operate", at, t.list],
    ["operate", `${at}/check`, t.check],
    ["configure", `${at}/new`, t.add],
    ["configure", `${at}/import`, t.import],
    ["configure", `${at}/servers`, t.servers],
    ["configure", `${at}/secure`, t.secure],
    ["operate", `${at}/vouchers`, t.vouchers],
    ["configure", `${at}/plans`, t.plans],
    ["operate", `${at}/blocks`, t.blocks],
    ["configure", `${at}/disaster`, t.disaster],
    ["report", `${at}/reports`, t.reports],
    ["disclose", `${at}/disclosures`, t.disclosures],
  ];
  const path = here.split("?")[0];
  return (
    <nav class="around" aria-label={nameOf(group, lang)}>
      {all
        .filter(([right]) => rights.includes(right))
        .map(([, href, text]) => (
          <a key={href} href={href} aria-current={href === path ? "page" : undefined}>
            {text}
          </a>
        ))}
    </nav>
  );
}

export const nameOf = ({ name, nameEn }: { name: string; nameEn: string }, lang: Lang) =>
  lang === "vi" ? name : nameEn;

/** "07:05 22/11": an instant as the clock there shows it. */
export function whenText(at: number, timezone: string) {
  const [, month, day] = localDate(at, timezone).split("-");
  return `${localTime(at, timezone)} ${day}/${month}`;
}

/** What a browser gets instead of a problem document. */
export const errorPage = (refusal: Refusal, request: RefusedRequest): Page =>
  pageOfError({ ...shell(frameOf(request)), refusal });
