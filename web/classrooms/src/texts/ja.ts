import type { TextsOf } from "@ven/kit/i18n";

import type { messages } from "../messages";

const texts: TextsOf<typeof messages> = {
  classrooms: {
    brand: "教室予約",
  },
};
export default texts;
