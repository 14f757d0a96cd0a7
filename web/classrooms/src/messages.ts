import { defineMessages } from "@ven/kit/i18n";

export const messages = defineMessages("classrooms", {
  vi: {
    brand: "Phòng học",
  },
  en: {
    brand: "Classrooms",
  },
});
