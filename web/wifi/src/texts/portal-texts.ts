import type { TextsOf } from "@ven/kit/i18n";

import type { portalWords } from "../words/portal";
import type { secureWords } from "../words/secure";

/** What a guest reads; operators' pages stay in English. */
export type PortalTexts = TextsOf<typeof portalWords | typeof secureWords>;
