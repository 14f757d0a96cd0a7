import type { TextsOf } from "@ven/kit/i18n";

import type { messages } from "../messages";

const texts: TextsOf<typeof messages> = {
  classrooms: {
    brand: "교실 예약",
  },
};
export default texts;
