interface Notice {
  title: string;
  body: string;
}

const notices: Record<string, Notice> = {
  vi: { title: "Đã có trả lời", body: "Nhân viên đã trả lời câu hỏi của bạn. Chạm để đọc." },
  en: { title: "You have an answer", body: "Our staff have answered your question. Tap to read it." },
  zh: { title: "您的问题有回复了", body: "工作人员已回答您的问题，点击查看。" },
  ko: { title: "답변이 도착했습니다", body: "직원이 질문에 답변했습니다. 눌러서 확인하세요." },
  ja: { title: "回答が届きました", body: "係員が質問に回答しました。タップして読んでください。" },
  fr: { title: "Vous avez une réponse", body: "Notre personnel a répondu à votre question. Touchez pour la lire." },
};

/** What stands on a locked screen: that there is an answer, never what was asked. */
export const noticeIn = (lang: string): Notice =>
  notices[lang] ?? { title: "You have an answer", body: "Our staff have answered your question. Tap to read it." };
