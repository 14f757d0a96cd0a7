import type { NewEntry } from "@ven/contracts/ask";

const source = { title: "Ban Quản lý (mẫu)", url: "https://example.org/", date: "2026-11-01" };
type Texts = Record<string, [title: string, answer: string, ...questions: string[]]>;

const topic = (id: string, texts: Texts): NewEntry[] =>
  Object.entries(texts).map(([lang, [title, answer, ...questions]]) => ({
    topic: id,
    lang,
    title,
    answer,
    questions,
    area: "quang-ninh",
    sources: [source],
  }));

/** A small base of our own: words of these tests, not facts. */
export const entries: NewEntry[] = [
  ...topic("bay-ticket", {
    vi: [
      "Giá vé tham quan vịnh Hạ Long",
      "Vé tham quan vịnh một người lớn là 290.000 đồng. Trẻ em cao dưới 1,2 m không mất tiền.",
      "Vé vịnh Hạ Long bao nhiêu tiền?",
    ],
    en: [
      "Tickets for Hạ Long Bay",
      "A ticket for the bay costs 290,000 đồng for an adult. Children under 1.2 m go free.",
      "How much is a ticket for Ha Long Bay?",
    ],
  }),
  ...topic("kayak", {
    vi: [
      "Chèo thuyền kayak",
      "Thuê kayak ở hang Luồn và làng chài Vung Viêng, từ 8 giờ đến 16 giờ.",
      "Thuê kayak ở đâu?",
    ],
    en: [
      "Kayaking",
      "Rent a kayak at Luon cave and Vung Vieng village, from 8:00 to 16:00.",
      "Where can I rent a kayak?",
    ],
  }),
  ...topic("lost-passport", {
    vi: [
      "Mất hộ chiếu",
      "Báo công an phường nơi bị mất, lấy giấy xác nhận, rồi liên hệ đại sứ quán.",
      "Bị mất hộ chiếu phải làm gì?",
    ],
    en: [
      "Lost passport",
      "Report it to the ward police, take the paper they give you, then call your embassy.",
      "What do I do when I lost my passport?",
    ],
  }),
  ...topic("yen-tu", {
    vi: ["Cáp treo Yên Tử", "Cáp treo lên chùa Hoa Yên chạy từ 6 giờ đến 18 giờ."],
    en: ["Yên Tử cable car", "The cable car to Hoa Yen pagoda runs from 6:00 to 18:00."],
  }),
  ...topic("weather", {
    vi: ["Khi nào nên đi Hạ Long", "Tháng 10 đến tháng 4 trời mát, ít mưa. Tháng 7 và 8 có bão.", "Mùa nào đẹp nhất?"],
    en: ["When to come to Hạ Long", "October to April is cool with little rain. July and August may bring typhoons."],
  }),
  ...topic("hospital", {
    vi: ["Lấy số khám bệnh", "Quét mã ở Bệnh viện Bãi Cháy để lấy số và chờ gọi."],
    en: [
      "Taking a number at the hospital",
      "Scan the code at Bai Chay hospital to take a number and wait to be called.",
    ],
  }),
];
