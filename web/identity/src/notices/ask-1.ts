import { defineMessages } from "@ven/kit/i18n";

import type { Notice } from "./notice";

export const ask1Words = defineMessages("notice-ask-1", {
  vi: {
    title: "Hỏi đáp du lịch: chúng tôi giữ gì và vì sao",
    intro: "Bạn có thể hỏi mà không cần tài khoản. Đừng viết số giấy tờ hay thông tin sức khỏe vào câu hỏi.",
    question: "Câu hỏi và câu trả lời, để bạn mở lại bằng đường dẫn riêng của mình.",
    "reply-contact": "Số điện thoại hoặc e-mail để báo khi có câu trả lời, được niêm phong.",
    "improve-answers": "Dùng câu hỏi của bạn, đã bỏ thông tin riêng, để làm câu trả lời sẵn tốt hơn.",
    accountability: "Nhật ký nhân viên đã trả lời gì, chỉ dưới bí danh của nhân viên.",
  },
  en: {
    title: "Tourist questions: what we keep and why",
    intro: "You may ask without an account. Do not write document numbers or health details into a question.",
    question: "Your question and its answers, so that you can open them again with your own link.",
    "reply-contact": "A phone number or e-mail to tell you that there is an answer, sealed.",
    "improve-answers": "Using your question, without what is personal in it, to make ready answers better.",
    accountability: "A log of what which member of staff answered, under the staff member's pseudonym.",
  },
});

export const ask1: Notice = {
  id: "ask",
  version: 1,
  from: "2026-11-22",
  service: "ask",
  purposes: [
    { id: "question", basis: "service", days: 180 },
    { id: "reply-contact", basis: "consent", days: 30 },
    { id: "improve-answers", basis: "consent", days: 730 },
    { id: "accountability", basis: "law", days: 3650 },
  ],
  words: ask1Words,
};
