import type { TextsOf } from "@ven/kit/i18n";

import type { messages } from "../messages";

const texts: TextsOf<typeof messages> = {
  ask: {
    brand: "Questions des visiteurs",
  },
};
export default texts;
