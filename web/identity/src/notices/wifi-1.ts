import { defineMessages } from "@ven/kit/i18n";

import type { Notice } from "./notice";

export const wifi1Words = defineMessages("notice-wifi-1", {
  vi: {
    title: "Wi-Fi công cộng: chúng tôi giữ gì và vì sao",
    intro: "Chúng tôi không xem bạn truy cập trang nào.",
    connection: "Địa chỉ thiết bị (MAC) trong lúc kết nối, để mở mạng và tính thời gian sử dụng.",
    "lease-log":
      "Thiết bị nào dùng địa chỉ mạng nào, được niêm phong. Chỉ mở khi cơ quan có thẩm quyền yêu cầu, do hai người và có ghi nhật ký.",
    "visit-statistics": "Đếm lượt quay lại bằng mã băm của thiết bị, để biết điểm Wi-Fi nào cần mở rộng.",
  },
  en: {
    title: "Public Wi-Fi: what we keep and why",
    intro: "We do not look at which pages you visit.",
    connection: "Your device's address (MAC) while you are connected, to open the network and count your time.",
    "lease-log":
      "Which device had which network address, sealed. Opened only when the competent authority demands it, by two people, and logged.",
    "visit-statistics": "Counting returning devices by a keyed hash, to learn which hotspots need to grow.",
  },
});

export const wifi1: Notice = {
  id: "wifi",
  version: 1,
  from: "2026-11-22",
  service: "wifi",
  purposes: [
    { id: "connection", basis: "service", days: 2 },
    { id: "lease-log", basis: "law", days: 365 },
    { id: "visit-statistics", basis: "consent", days: 90 },
  ],
  words: wifi1Words,
};
