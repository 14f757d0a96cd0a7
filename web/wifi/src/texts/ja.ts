import type { TextsOf } from "@ven/kit/i18n";

import type { messages } from "../messages";

const texts: TextsOf<typeof messages> = {
  wifi: {
    brand: "無料 Wi-Fi",
  },
};
export default texts;
