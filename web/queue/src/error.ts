import type { Refusal } from "@ven/kit";
import { errorPage as render, frameOf, homeOf, type RefusedRequest } from "@ven/ui";

import assets from "../../dist/queue.json";
import { joinWords } from "./words/join";

/** What a browser gets instead of a problem document. */
export function errorPage(refusal: Refusal, request: RefusedRequest) {
  const { lang, city, selfOrigin } = frameOf(request);
  return render({
    refusal,
    lang,
    assets,
    city,
    brand: { name: joinWords(lang).service, href: "/" },
    home: homeOf(selfOrigin, "queue"),
    languages: false,
  });
}
