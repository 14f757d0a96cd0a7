import { defineMessages } from "@ven/kit/i18n";

/** How long and how many, in the words of the join, ticket and first pages. */
export const waitWords = defineMessages("queue.wait", {
  vi: {
    people: "{n} người",
    person: "{n} người",
    waiting: "{people} chờ",
    between: "khoảng {low}–{high} phút",
    about: "khoảng {high} phút",
    under: "dưới {high} phút",
    now: "vào ngay",
    stale: "Số liệu từ {n} phút trước. Chúng tôi đang nối lại.",
    sample: "Dữ liệu mẫu",
  },
  en: {
    people: "{n} people",
    person: "{n} person",
    waiting: "{people} waiting",
    between: "about {low}–{high} minutes",
    about: "about {high} minutes",
    under: "under {high} minutes",
    now: "no wait",
    stale: "These figures are {n} minutes old. We are reconnecting.",
    sample: "Sample data",
  },
});
export type WaitWords = ReturnType<typeof waitWords>;
