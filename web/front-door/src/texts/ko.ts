import type { TextsOf } from "@ven/kit/i18n";

import type { messages } from "../messages";

const texts: TextsOf<typeof messages> = {
  "front-door": {
    brand: "디지털 {city}",
    title: "디지털 {city} – 지역 서비스",
    question: "오늘 무엇이 필요하세요?",
    services: "서비스",
    soon: "준비 중",
    signIn: "로그인",
    queue: "병원 번호표 받기",
    queueText: "휴대전화로 번호를 받고 앞에 몇 명이 있는지 확인하세요.",
    wifi: "무료 와이파이",
    wifiText: "공공장소의 무료 인터넷.",
    ask: "여행 문의",
    askText: "편한 말로 물어보면 답해 드립니다.",
    classrooms: "스마트 교실",
    classroomsText: "교사가 주 단위로 교실을 예약합니다.",
    emergency: "긴급 전화",
    rescue: "구조",
    police: "경찰",
    fire: "소방",
    ambulance: "구급",
  },
};
export default texts;
