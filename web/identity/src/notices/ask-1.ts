import type { Notice } from "./notice";

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
  texts: {
    vi: {
      title: "Hỏi đáp du lịch: chúng tôi giữ gì và vì sao",
      intro: "Bạn có thể hỏi mà không cần tài khoản. Đừng viết số giấy tờ hay thông tin sức khỏe vào câu hỏi.",
      purposes: {
        question: "Câu hỏi và câu trả lời, để bạn mở lại bằng đường dẫn riêng của mình.",
        "reply-contact": "Số điện thoại hoặc e-mail để báo khi có câu trả lời, được niêm phong.",
        "improve-answers": "Dùng câu hỏi của bạn, đã bỏ thông tin riêng, để làm câu trả lời sẵn tốt hơn.",
        accountability: "Nhật ký nhân viên đã trả lời gì, chỉ dưới bí danh của nhân viên.",
      },
    },
    en: {
      title: "Tourist questions: what we keep and why",
      intro: "You may ask without an account. Do not write document numbers or health details into a question.",
      purposes: {
        question: "Your question and its answers, so that you can open them again with your own link.",
        "reply-contact": "A phone number or e-mail to tell you that there is an answer, sealed.",
        "improve-answers": "Using your question, without what is personal in it, to make ready answers better.",
        accountability: "A log of what which member of staff answered, under the staff member's pseudonym.",
      },
    },
    zh: {
      title: "旅游问答：我们保存什么、为什么保存",
      intro: "提问无需账户。请不要在问题中写证件号码或健康信息。",
      purposes: {
        question: "您的问题和答复，便于您用自己的链接再次打开。",
        "reply-contact": "用于通知您已有答复的手机号码或电子邮箱，加密保存。",
        "improve-answers": "去除个人信息后使用您的问题，以改进常备答复。",
        accountability: "工作人员答复的日志，仅以工作人员的化名记录。",
      },
    },
    ko: {
      title: "관광 문의: 무엇을 왜 보관하나요",
      intro: "계정 없이 물어볼 수 있습니다. 질문에 신분증 번호나 건강 정보를 쓰지 마세요.",
      purposes: {
        question: "본인만의 링크로 다시 열어 볼 수 있도록 질문과 답변을 보관합니다.",
        "reply-contact": "답변이 있음을 알리기 위한 전화번호 또는 이메일. 봉인해 보관합니다.",
        "improve-answers": "개인정보를 뺀 질문을 준비된 답변을 개선하는 데 씁니다.",
        accountability: "어느 직원이 무엇을 답했는지의 기록. 직원의 가명으로만 남깁니다.",
      },
    },
    ja: {
      title: "観光の質問：保存するものとその理由",
      intro: "アカウントなしで質問できます。証明書の番号や健康に関することは書かないでください。",
      purposes: {
        question: "ご自分のリンクでまた開けるように、質問と回答を保存します。",
        "reply-contact": "回答があったことをお知らせするための電話番号またはメール。封をして保存します。",
        "improve-answers": "個人に関わる部分を除いた質問を、用意した回答の改善に使います。",
        accountability: "どの職員が何を答えたかの記録。職員の仮名のみです。",
      },
    },
    fr: {
      title: "Questions des visiteurs : ce que nous gardons et pourquoi",
      intro: "Vous pouvez demander sans compte. N’écrivez ni numéro de document ni détail de santé.",
      purposes: {
        question: "Votre question et ses réponses, pour les rouvrir avec votre propre lien.",
        "reply-contact": "Un téléphone ou e-mail pour vous dire qu’il y a une réponse, sous scellé.",
        "improve-answers":
          "Utiliser votre question, sans ce qu’elle a de personnel, pour améliorer les réponses toutes prêtes.",
        accountability: "Un journal de quel agent a répondu quoi, sous le pseudonyme de l’agent.",
      },
    },
  },
};
