import { deployment, type Deployment } from "@ven/city/deployment";
import type { Lang } from "@ven/contracts";
import type { Page, Refusal } from "@ven/kit";
import {
  type Audience,
  Button,
  errorPage as pageOfError,
  homeOf,
  inLanguage,
  type PageOptions,
  renderPage,
} from "@ven/ui";

import assets from "../../dist/classrooms.json";
import { messages } from "./messages";
import { roomWords } from "./words/rooms";

/** What every page needs to know of its request. */
export interface Frame {
  lang: Lang;
  city: Deployment;
  selfOrigin: string;
  /** Path and query that show this page again, in another language. */
  here: string;
}

/** Who is signed in, and where they are. */
export interface StaffFrame extends Frame {
  person: string;
  school?: { id: string; name: string } | undefined;
  manages: boolean;
}

const shell = ({ lang, city, selfOrigin, here }: Omit<Frame, "here"> & { here?: string }, audience: Audience) => ({
  lang,
  city,
  ...(here !== undefined && { here }),
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
  const other =
    lang === "vi"
      ? { href: inLanguage(here, "en"), text: "English" }
      : { href: inLanguage(here, "vi"), text: "Tiếng Việt" };
  return renderPage({
    ...shell(frame, audience),
    languages: false,
    noindex: true,
    user: { name: person, links: [other] },
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

/** As much of a request's context as the error page needs. */
interface Asked {
  env: { CITY: string; SELF_ORIGIN: string };
  var: { lang: Lang };
}

/** What a browser gets instead of a problem document. */
export function errorPage(refusal: Refusal, { env, var: { lang } }: Asked): Page {
  const frame = { lang, city: deployment(env.CITY), selfOrigin: env.SELF_ORIGIN };
  return pageOfError({ ...shell(frame, "phone"), refusal });
}
