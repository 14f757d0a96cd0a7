import type { TextsOf } from "@ven/kit/i18n";

import type { messages } from "../messages";

const texts: TextsOf<typeof messages> = {
  "front-door": {
    brand: "デジタル{city}",
    title: "デジタル{city} – 地域のサービス",
    question: "今日は何をお探しですか？",
    services: "サービス",
    soon: "準備中",
    signIn: "サインイン",
    queue: "病院の番号を取る",
    queueText: "携帯電話で番号を取り、あと何人かを確認できます。",
    wifi: "無料 Wi-Fi",
    wifiText: "公共の場所で無料のインターネット。",
    ask: "旅行の質問",
    askText: "自分の言葉で質問すると、答えが届きます。",
    classrooms: "スマート教室",
    classroomsText: "教員が週ごとに教室を予約します。",
    emergency: "緊急",
    rescue: "救助",
    police: "警察",
    fire: "消防",
    ambulance: "救急",
  },
};
export default texts;
