import type { TextsOf } from "@ven/kit/i18n";

import type { messages } from "../messages";

const texts: TextsOf<typeof messages> = {
  wifi: {
    brand: "Wi-Fi gratuit",
  },
};
export default texts;
