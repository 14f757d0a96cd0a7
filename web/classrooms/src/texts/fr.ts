import type { TextsOf } from "@ven/kit/i18n";

import type { messages } from "../messages";

const texts: TextsOf<typeof messages> = {
  classrooms: {
    brand: "Salles de classe",
  },
};
export default texts;
