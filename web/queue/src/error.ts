import { deployment } from "@ven/city/deployment";
import type { Lang, Refusal } from "@ven/kit";
import { errorPage as render, homeOf } from "@ven/ui";

import assets from "../../dist/queue.json";
import { joinWords } from "./words/join";

/** As much of a request's context as the page needs. */
interface Asked {
  env: { CITY: string; SELF_ORIGIN: string };
  var: { lang: Lang };
}

/** What a browser gets instead of a problem document. */
export function errorPage(refusal: Refusal, { env, var: { lang } }: Asked) {
  return render({
    refusal,
    lang,
    assets,
    city: deployment(env.CITY),
    brand: { name: joinWords(lang).service, href: "/" },
    home: homeOf(env.SELF_ORIGIN, "queue"),
    languages: false,
  });
}
