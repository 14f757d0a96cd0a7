import { defineMessages } from "@ven/kit/i18n";

import type { Notice } from "./notice";

export const queue1Words = defineMessages("notice-queue-1", {
  vi: {
    title: "Lấy số ở bệnh viện: chúng tôi giữ gì và vì sao",
    intro: "Bạn lấy số mà không cần tên, số điện thoại hay tài khoản.",
    ticket: "Số thứ tự, dịch vụ và một mã ngẫu nhiên trong điện thoại của bạn, để tìm lại số của bạn.",
    "waiting-times": "Thời gian chờ và phục vụ của mỗi số, không gắn với điện thoại, để bệnh viện bố trí quầy.",
    accountability: "Nhật ký nhân viên đã gọi số nào, chỉ dưới bí danh của nhân viên.",
  },
  en: {
    title: "Hospital numbers: what we keep and why",
    intro: "You take a number without a name, a phone number or an account.",
    ticket: "Your number, the service and a random code in your phone, so that you find your number again.",
    "waiting-times": "How long each number waited and was served, without your phone, so that desks can be planned.",
    accountability: "A log of which member of staff called which number, under the staff member's pseudonym.",
  },
});

export const queue1: Notice = {
  id: "queue",
  version: 1,
  from: "2026-11-22",
  service: "queue",
  purposes: [
    { id: "ticket", basis: "service", days: 2 },
    { id: "waiting-times", basis: "task", days: 730 },
    { id: "accountability", basis: "law", days: 3650 },
  ],
  words: queue1Words,
};
