import type { TextsOf } from "@ven/kit/i18n";

import type { messages } from "../messages";

const texts: TextsOf<typeof messages> = {
  ask: {
    brand: "旅游问答",
  },
};
export default texts;
