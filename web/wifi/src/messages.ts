import { defineMessages } from "@ven/kit/i18n";

export const messages = defineMessages("wifi", {
  vi: {
    brand: "Wi-Fi miễn phí",
  },
  en: {
    brand: "Free Wi-Fi",
  },
});
