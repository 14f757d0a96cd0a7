import { defineMessages } from "@ven/kit/i18n";

export const messages = defineMessages("ask", {
  vi: {
    brand: "Hỏi đáp du lịch",
  },
  en: {
    brand: "Ask about the city",
  },
});
