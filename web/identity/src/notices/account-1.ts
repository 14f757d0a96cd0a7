import { defineMessages } from "@ven/kit/i18n";

import type { Notice } from "./notice";

export const account1Words = defineMessages("notice-account-1", {
  vi: {
    title: "Tài khoản: chúng tôi giữ gì và vì sao",
    intro: "Tài khoản dùng để đăng nhập các dịch vụ của thành phố. Dữ liệu được niêm phong bằng khóa riêng của bạn.",
    "sign-in": "Số điện thoại hoặc e-mail, để gửi mã và nhận ra bạn. Khách: giữ đến khi hết phiên.",
    security: "Các phiên đăng nhập: thời điểm, loại trình duyệt và hệ điều hành, để bạn nhận ra phiên lạ.",
    accountability: "Nhật ký ai đã làm gì, chỉ dưới bí danh.",
    survey: "Hỏi ý kiến bạn về dịch vụ qua tin nhắn, nhiều nhất 2 lần một năm.",
  },
  en: {
    title: "Account: what we keep and why",
    intro: "The account signs you in to the city's services. Your data is sealed with a key of your own.",
    "sign-in": "Your phone number or e-mail, to send codes and to know you again. Guests: until the session ends.",
    security: "Your sign-ins: time, make of browser and system, so that you notice one that is not yours.",
    accountability: "A log of who did what, under a pseudonym only.",
    survey: "To ask you by message how the services work for you, at most twice a year.",
  },
});

export const account1: Notice = {
  id: "account",
  version: 1,
  from: "2026-11-22",
  service: "identity",
  purposes: [
    { id: "sign-in", basis: "service", days: 1 },
    { id: "security", basis: "service", days: 30 },
    { id: "accountability", basis: "law", days: 3650 },
    { id: "survey", basis: "consent", days: 365 },
  ],
  words: account1Words,
};
