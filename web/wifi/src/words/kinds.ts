import { defineMessages } from "@ven/kit/i18n";

/** What a hotspot stands at. */
export const kindWords = defineMessages("wifi.kinds", {
  vi: {
    pier: "Bến, cảng",
    cave: "Hang động",
    beach: "Bãi biển",
    station: "Bến xe, ga",
    square: "Quảng trường",
    market: "Chợ",
    museum: "Bảo tàng",
    park: "Công viên",
    other: "Nơi khác",
  },
  en: {
    pier: "Pier, port",
    cave: "Cave",
    beach: "Beach",
    station: "Station",
    square: "Square",
    market: "Market",
    museum: "Museum",
    park: "Park",
    other: "Other place",
  },
});
