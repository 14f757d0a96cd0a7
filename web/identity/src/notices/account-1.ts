import type { Notice } from "./notice";

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
  texts: {
    vi: {
      title: "Tài khoản: chúng tôi giữ gì và vì sao",
      intro: "Tài khoản dùng để đăng nhập các dịch vụ của thành phố. Dữ liệu được niêm phong bằng khóa riêng của bạn.",
      purposes: {
        "sign-in": "Số điện thoại hoặc e-mail, để gửi mã và nhận ra bạn. Khách: giữ đến khi hết phiên.",
        security: "Các phiên đăng nhập: thời điểm, loại trình duyệt và hệ điều hành, để bạn nhận ra phiên lạ.",
        accountability: "Nhật ký ai đã làm gì, chỉ dưới bí danh.",
        survey: "Hỏi ý kiến bạn về dịch vụ qua tin nhắn, nhiều nhất 2 lần một năm.",
      },
    },
    en: {
      title: "Account: what we keep and why",
      intro: "The account signs you in to the city's services. Your data is sealed with a key of your own.",
      purposes: {
        "sign-in": "Your phone number or e-mail, to send codes and to know you again. Guests: until the session ends.",
        security: "Your sign-ins: time, make of browser and system, so that you notice one that is not yours.",
        accountability: "A log of who did what, under a pseudonym only.",
        survey: "To ask you by message how the services work for you, at most twice a year.",
      },
    },
    zh: {
      title: "账户：我们保存什么、为什么保存",
      intro: "账户用于登录城市的各项服务。您的数据用您专属的密钥加密保存。",
      purposes: {
        "sign-in": "您的手机号码或电子邮箱，用于发送验证码并识别您。访客：保存至会话结束。",
        security: "您的登录记录：时间、浏览器和系统类型，便于您发现不是您本人的登录。",
        accountability: "操作日志，仅以化名记录。",
        survey: "通过短信询问您对服务的意见，每年最多2次。",
      },
    },
    ko: {
      title: "계정: 무엇을 왜 보관하나요",
      intro: "계정은 시의 서비스에 로그인하는 데 쓰입니다. 데이터는 본인 전용 키로 봉인됩니다.",
      purposes: {
        "sign-in": "코드를 보내고 본인을 알아보기 위한 전화번호 또는 이메일. 손님: 세션이 끝날 때까지.",
        security: "로그인 기록: 시각, 브라우저와 운영체제 종류. 본인이 아닌 로그인을 알아볼 수 있습니다.",
        accountability: "누가 무엇을 했는지의 기록. 가명으로만 남깁니다.",
        survey: "서비스에 대한 의견을 메시지로 묻습니다. 1년에 최대 2회.",
      },
    },
    ja: {
      title: "アカウント：保存するものとその理由",
      intro: "アカウントは市のサービスへのサインインに使います。データはあなた専用の鍵で封をして保存します。",
      purposes: {
        "sign-in": "コードの送信と本人の確認のための電話番号またはメール。ゲスト：セッションの終了まで。",
        security: "サインインの記録：時刻、ブラウザとシステムの種類。身に覚えのないものに気づけるようにします。",
        accountability: "誰が何をしたかの記録。仮名のみです。",
        survey: "サービスについてのご意見をメッセージでお尋ねします。年2回まで。",
      },
    },
    fr: {
      title: "Compte : ce que nous gardons et pourquoi",
      intro:
        "Le compte vous connecte aux services de la ville. Vos données sont scellées avec une clé qui n’est qu’à vous.",
      purposes: {
        "sign-in":
          "Votre téléphone ou e-mail, pour envoyer les codes et vous reconnaître. Invités : jusqu’à la fin de la session.",
        security:
          "Vos connexions : heure, type de navigateur et de système, pour que vous repériez celle qui n’est pas de vous.",
        accountability: "Un journal de qui a fait quoi, sous pseudonyme seulement.",
        survey: "Vous demander par message votre avis sur les services, deux fois par an au plus.",
      },
    },
  },
};
