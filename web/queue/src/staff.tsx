import type { Lang } from "@ven/contracts";
import { Button, type Link, type MastheadProps, otherLanguage } from "@ven/ui";

import { staffWords } from "./words/staff";

/** Who works here, in the masthead. */
export const staffUser = (
  person: { name: string },
  lang: Lang,
  here: string,
  links: readonly Link[] = [],
): MastheadProps["user"] => ({
  name: person.name,
  links: [...links, otherLanguage(here, lang)],
});

/** A desk is shared: the next person must not call in this one's name. */
export function SignOut({ lang }: { lang: Lang }) {
  return (
    <form method="post" action="/auth/sign-out">
      <Button kind="line">{staffWords(lang).signOut}</Button>
    </form>
  );
}
