import type { Notice } from "./notice";

export const wifi1: Notice = {
  id: "wifi",
  version: 1,
  from: "2026-11-22",
  service: "wifi",
  purposes: [
    { id: "connection", basis: "service", days: 2 },
    { id: "lease-log", basis: "law", days: 365 },
    { id: "visit-statistics", basis: "consent", days: 90 },
  ],
  texts: {
    vi: {
      title: "Wi-Fi công cộng: chúng tôi giữ gì và vì sao",
      intro: "Chúng tôi không xem bạn truy cập trang nào.",
      purposes: {
        connection: "Địa chỉ thiết bị (MAC) trong lúc kết nối, để mở mạng và tính thời gian sử dụng.",
        "lease-log":
          "Thiết bị nào dùng địa chỉ mạng nào, được niêm phong. Chỉ mở khi cơ quan có thẩm quyền yêu cầu, do hai người và có ghi nhật ký.",
        "visit-statistics": "Đếm lượt quay lại bằng mã băm của thiết bị, để biết điểm Wi-Fi nào cần mở rộng.",
      },
    },
    en: {
      title: "Public Wi-Fi: what we keep and why",
      intro: "We do not look at which pages you visit.",
      purposes: {
        connection: "Your device's address (MAC) while you are connected, to open the network and count your time.",
        "lease-log":
          "Which device had which network address, sealed. Opened only when the competent authority demands it, by two people, and logged.",
        "visit-statistics": "Counting returning devices by a keyed hash, to learn which hotspots need to grow.",
      },
    },
    zh: {
      title: "公共Wi-Fi：我们保存什么、为什么保存",
      intro: "我们不查看您访问哪些网页。",
      purposes: {
        connection: "连接期间您设备的地址（MAC），用于开通网络和计算使用时间。",
        "lease-log": "哪台设备使用过哪个网络地址，加密封存。仅在主管机关要求时由两人共同开启，并记录在案。",
        "visit-statistics": "用设备的加密散列统计再次访问次数，以了解哪些热点需要扩容。",
      },
    },
    ko: {
      title: "공공 와이파이: 무엇을 왜 보관하나요",
      intro: "어떤 웹페이지를 방문하는지 보지 않습니다.",
      purposes: {
        connection: "접속하는 동안의 기기 주소(MAC). 네트워크를 열고 이용 시간을 계산합니다.",
        "lease-log":
          "어느 기기가 어느 네트워크 주소를 썼는지의 봉인된 기록. 관할 기관이 요구할 때만 두 사람이 함께 열고 기록을 남깁니다.",
        "visit-statistics": "기기의 해시 값으로 재방문을 세어 어느 지점을 늘려야 할지 파악합니다.",
      },
    },
    ja: {
      title: "公衆Wi-Fi：保存するものとその理由",
      intro: "どのページを見たかは確認しません。",
      purposes: {
        connection: "接続中の端末のアドレス（MAC）。ネットワークの開放と利用時間の計算に使います。",
        "lease-log":
          "どの端末がどのネットワークアドレスを使ったかの封をした記録。所管機関の求めがあるときだけ、二人で開き、記録を残します。",
        "visit-statistics": "端末の鍵付きハッシュで再訪を数え、増強が必要な場所を知るために使います。",
      },
    },
    fr: {
      title: "Wi-Fi public : ce que nous gardons et pourquoi",
      intro: "Nous ne regardons pas quelles pages vous consultez.",
      purposes: {
        connection:
          "L’adresse de votre appareil (MAC) pendant la connexion, pour ouvrir le réseau et compter le temps.",
        "lease-log":
          "Quel appareil a eu quelle adresse réseau, sous scellé. Ouvert seulement sur demande de l’autorité compétente, par deux personnes, et consigné.",
        "visit-statistics":
          "Compter les appareils qui reviennent, par une empreinte à clé, pour savoir quels points d’accès agrandir.",
      },
    },
  },
};
