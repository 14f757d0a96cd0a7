import type { Lang } from "@ven/contracts";
import { Button, inLanguage, type Link, type MastheadProps } from "@ven/ui";

import { staffWords } from "./words/staff";

/**
 * Who works here, in the masthead. Staff pages speak Vietnamese and English; one link leaves the height of the
 * language bar to the work.
 */
export const staffUser = (
  person: { name: string },
  lang: Lang,
  here: string,
  links: readonly Link[] = [],
): MastheadProps["user"] => ({
  name: person.name,
  links: [
    ...links,
    lang === "vi"
      ? { href: inLanguage(here, "en"), text: "English" }
      : { href: inLanguage(here, "vi"), text: "Tiếng Việt" },
  ],
});

/** A desk is shared: the next person must not call in this one's name. */
export function SignOut({ lang }: { lang: Lang }) {
  return (
    <form method="post" action="/auth/sign-out">
      <Button kind="line">{staffWords(lang).signOut}</Button>
    </form>
  );
}
