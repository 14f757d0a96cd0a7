import { fill } from "@ven/kit/fill";
import {
  Button,
  homeOf,
  type Link,
  LinkButton,
  Notification,
  otherLanguage,
  type PageOptions,
  renderPage,
} from "@ven/ui";
import type { ComponentChildren } from "preact";

import assets from "../../../dist/identity.json";
import { peopleMessages } from "../people-messages";
import type { Frame } from "../shell";
import { organisationWords } from "./words";

export interface StaffFrame extends Frame {
  /** Name of who is signed in. */
  person: string;
  /** Path and query of this page. */
  here: string;
  /** Its acts will ask for a passkey. */
  mustConfirm?: boolean;
}

export interface Named {
  id: string;
  name: string;
  nameEn: string | null;
}

/** An organisation's name in the reader's language. */
export const nameIn = ({ name, nameEn }: Omit<Named, "id">, lang: Frame["lang"]) =>
  lang === "vi" ? name : (nameEn ?? name);

/** A page for staff at a desk. */
export function staffPage(
  { lang, city, selfOrigin, person, here }: StaffFrame,
  title: string,
  body: PageOptions["body"],
  links: readonly Link[] = [],
) {
  const t = organisationWords(lang);
  return renderPage({
    lang,
    city,
    assets,
    audience: "desk",
    title,
    brand: { name: t.brand, href: "/organisations" },
    home: homeOf(selfOrigin, "identity"),
    user: {
      name: person,
      links: [...links, { href: "/account", text: t.account }, otherLanguage(here, lang)],
    },
    aside: (
      <form method="post" action="/sign-out">
        <Button kind="line">{t.signOut}</Button>
      </form>
    ),
    languages: false,
    noindex: true,
    body,
  });
}

type Confirmed = Pick<StaffFrame, "lang" | "here" | "mustConfirm">;

/** Leads to the passkey before a form is filled in: what is typed would be lost on the way. `at` is the form's id. */
export function ConfirmFirst({ lang, here, mustConfirm, at }: Confirmed & { at: string }) {
  if (!mustConfirm) return null;
  return (
    <Notification kind="warning">
      <div class="stack">
        <p>{organisationWords(lang).confirmFirst}</p>
        <LinkButton kind="line" href={`/step-up?continue=${encodeURIComponent(`${here}#${at}`)}`}>
          {peopleMessages(lang).stepUp}
        </LinkButton>
      </div>
    </Notification>
  );
}

/** A button that does one thing to one row; `about` is what a screen reader hears after its word. */
export function RowAction({
  action,
  about,
  kind = "line",
  children,
}: {
  action: string;
  about: string;
  kind?: "line" | "stop";
  children: ComponentChildren;
}) {
  return (
    <form method="post" action={action}>
      <Button kind={kind}>
        {children}
        <span class="vh"> {about}</span>
      </Button>
    </form>
  );
}

export const untilText = (lang: Frame["lang"], until: string | null) => until ?? organisationWords(lang).unlimited;
export { fill };
