import type { Page, Refusal } from "@ven/kit";
import {
  type Audience,
  Button,
  errorPage as pageOfError,
  type Frame as PageFrame,
  frameOf,
  homeOf,
  otherLanguage,
  type PageOptions,
  type RefusedRequest,
  renderPage,
} from "@ven/ui";

import assets from "../../dist/classrooms.json";
import { messages } from "./messages";
import { roomWords } from "./words/rooms";

/** What every page needs to know of its request. */
export type Frame = Required<PageFrame>;

/** Who is signed in, and where they are. */
export interface StaffFrame extends Frame {
  person: string;
  school?: { id: string; name: string } | undefined;
  manages: boolean;
}

const shell = ({ lang, city, selfOrigin, here }: PageFrame, audience: Audience) => ({
  lang,
  city,
  here,
  assets,
  audience,
  brand: { name: messages(lang).brand, href: "/" },
  home: homeOf(selfOrigin, "classrooms"),
});

type Content = Pick<PageOptions, "title" | "body"> & Partial<Pick<PageOptions, "scripts" | "refresh" | "noindex">>;

/** A page that everybody may see. */
export const publicPage = (frame: Frame, content: Content, audience: Audience = "phone"): Page =>
  renderPage({ ...shell(frame, audience), languages: audience === "phone", ...content });

/** A page of somebody who is signed in: Vietnamese and English, with the way around the school under the title. */
export function staffPage(
  frame: StaffFrame,
  { body, ...content }: Content,
  audience: "phone" | "desk" = "phone",
): Page {
  const { lang, here, person, school, manages } = frame;
  const t = roomWords(lang);
  const links = school
    ? [
        { href: `/s/${school.id}/me`, text: t.myWeek },
        { href: `/s/${school.id}/rooms`, text: t.grid },
        { href: `/s/${school.id}/find`, text: t.find },
        ...(manages ? [{ href: `/s/${school.id}/manage`, text: t.manage }] : []),
      ]
    : [];
  const path = here.split("?")[0];
  return renderPage({
    ...shell(frame, audience),
    languages: false,
    noindex: true,
    user: { name: person, links: [otherLanguage(here, lang)] },
    aside: (
      <form method="post" action="/auth/sign-out">
        <Button kind="line">{t.signOut}</Button>
      </form>
    ),
    ...content,
    body: (
      <>
        {school ? (
          <nav class="nav" aria-label={school.name}>
            {links.map(({ href, text }) => (
              <a key={href} href={href} aria-current={href === path ? "page" : undefined}>
                {text}
              </a>
            ))}
          </nav>
        ) : null}
        {body}
      </>
    ),
  });
}

/** What a browser gets instead of a problem document. */
export const errorPage = (refusal: Refusal, request: RefusedRequest): Page =>
  pageOfError({ ...shell(frameOf(request), "phone"), refusal });
