import type { Notice } from "./notice";

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
  texts: {
    vi: {
      title: "Lấy số ở bệnh viện: chúng tôi giữ gì và vì sao",
      intro: "Bạn lấy số mà không cần tên, số điện thoại hay tài khoản.",
      purposes: {
        ticket: "Số thứ tự, dịch vụ và một mã ngẫu nhiên trong điện thoại của bạn, để tìm lại số của bạn.",
        "waiting-times": "Thời gian chờ và phục vụ của mỗi số, không gắn với điện thoại, để bệnh viện bố trí quầy.",
        accountability: "Nhật ký nhân viên đã gọi số nào, chỉ dưới bí danh của nhân viên.",
      },
    },
    en: {
      title: "Hospital numbers: what we keep and why",
      intro: "You take a number without a name, a phone number or an account.",
      purposes: {
        ticket: "Your number, the service and a random code in your phone, so that you find your number again.",
        "waiting-times":
          "How long each number waited and was served, without your phone, so that desks can be planned.",
        accountability: "A log of which member of staff called which number, under the staff member's pseudonym.",
      },
    },
    zh: {
      title: "医院取号：我们保存什么、为什么保存",
      intro: "取号不需要姓名、手机号码或账户。",
      purposes: {
        ticket: "您的号码、服务项目以及您手机中的一个随机代码，便于您找回号码。",
        "waiting-times": "每个号码的等候和服务时间，与手机无关，供医院安排窗口。",
        accountability: "工作人员叫号的日志，仅以工作人员的化名记录。",
      },
    },
    ko: {
      title: "병원 번호표: 무엇을 왜 보관하나요",
      intro: "이름, 전화번호, 계정 없이 번호를 받습니다.",
      purposes: {
        ticket: "번호를 다시 찾을 수 있도록 번호, 서비스, 휴대전화 안의 임의 코드를 보관합니다.",
        "waiting-times": "창구 배치를 위해 각 번호의 대기·진료 시간을 휴대전화와 연결하지 않고 보관합니다.",
        accountability: "어느 직원이 어느 번호를 불렀는지의 기록. 직원의 가명으로만 남깁니다.",
      },
    },
    ja: {
      title: "病院の番号札：保存するものとその理由",
      intro: "名前も電話番号もアカウントもなしで番号を取れます。",
      purposes: {
        ticket: "番号をまた見つけられるように、番号、サービス、携帯電話内のランダムな符号を保存します。",
        "waiting-times": "窓口の配置のため、各番号の待ち時間と対応時間を、携帯電話とは結び付けずに保存します。",
        accountability: "どの職員がどの番号を呼んだかの記録。職員の仮名のみです。",
      },
    },
    fr: {
      title: "Numéros à l’hôpital : ce que nous gardons et pourquoi",
      intro: "Vous prenez un numéro sans nom, sans téléphone et sans compte.",
      purposes: {
        ticket: "Votre numéro, le service et un code aléatoire dans votre téléphone, pour retrouver votre numéro.",
        "waiting-times":
          "La durée d’attente et de prise en charge de chaque numéro, sans votre téléphone, pour organiser les guichets.",
        accountability: "Un journal de quel agent a appelé quel numéro, sous le pseudonyme de l’agent.",
      },
    },
  },
};
