import { defineMessages } from "@ven/kit/i18n";

/** What stands at doors and in halls; pupils read it too. */
export const doorWords = defineMessages("classrooms.doors", {
  vi: {
    fault: "Báo hỏng",
    faultWhat: "Hỏng gì",
    faultThanks: "Đã gửi. Cảm ơn bạn đã báo.",
    now: "Bây giờ",
    next: "Tiếp theo",
    nobody: "Phòng đang trống",
    noMore: "Hôm nay không còn tiết nào.",
    startNow: "Dùng ngay",
    startHint: "Phòng đang trống: bạn dùng đến hết tiết này.",
    signInToUse: "Đăng nhập để nhận phòng, báo hỏng hoặc dùng phòng trống",
    updated: "Cập nhật lúc {time}",
  },
  en: {
    fault: "Report a fault",
    faultWhat: "What is broken",
    faultThanks: "Sent. Thank you for telling us.",
    now: "Now",
    next: "Next",
    nobody: "The room is free",
    noMore: "Nothing more today.",
    startNow: "Use it now",
    startHint: "The room is free: you have it to the end of this period.",
    signInToUse: "Sign in to check in, report a fault or use a free room",
    updated: "As of {time}",
  },
});
export type DoorWords = ReturnType<typeof doorWords>;
