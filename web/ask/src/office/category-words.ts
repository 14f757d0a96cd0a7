import type { Lang } from "@ven/contracts";
import { defineMessages } from "@ven/kit/i18n";

/** Groups that a city begins with; editors may add others, which go by the name they gave them. */
const words = defineMessages("ask.category", {
  vi: {
    accessibility: "Người cần hỗ trợ đi lại",
    beaches: "Bãi biển",
    boats: "Tàu thuyền",
    border: "Cửa khẩu",
    caves: "Hang động",
    children: "Trẻ em",
    complaints: "Phản ánh",
    culture: "Văn hoá",
    desk: "Từ bàn trả lời",
    documents: "Giấy tờ",
    emergencies: "Khẩn cấp",
    festivals: "Lễ hội",
    food: "Ăn uống",
    health: "Sức khoẻ",
    islands: "Đảo",
    money: "Tiền",
    nature: "Thiên nhiên",
    other: "Khác",
    ports: "Bến cảng",
    rules: "Quy định",
    services: "Dịch vụ",
    shopping: "Mua sắm",
    sights: "Thắng cảnh",
    stays: "Lưu trú",
    tickets: "Vé",
    transport: "Đi lại",
    visas: "Thị thực",
    weather: "Thời tiết",
    wifi: "Wi-Fi",
  },
  en: {
    accessibility: "Accessibility",
    beaches: "Beaches",
    boats: "Boats",
    border: "Border crossings",
    caves: "Caves",
    children: "Children",
    complaints: "Complaints",
    culture: "Culture",
    desk: "From the desk",
    documents: "Documents",
    emergencies: "Emergencies",
    festivals: "Festivals",
    food: "Food and drink",
    health: "Health",
    islands: "Islands",
    money: "Money",
    nature: "Nature",
    other: "Other",
    ports: "Ports",
    rules: "Rules",
    services: "Services",
    shopping: "Shopping",
    sights: "Sights",
    stays: "Places to stay",
    tickets: "Tickets",
    transport: "Getting around",
    visas: "Visas",
    weather: "Weather",
    wifi: "Wi-Fi",
  },
});

/** A group of topics in the reader's words. */
export function categoryName(category: string, lang: Lang) {
  const names: Readonly<Record<string, string>> = words(lang);
  return Object.hasOwn(names, category) ? (names[category] ?? category) : category;
}
