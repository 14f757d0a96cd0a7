import type { TextsOf } from "@ven/kit/i18n";

import type { messages } from "../messages";

const texts: TextsOf<typeof messages> = {
  "front-door": {
    brand: "数字{city}",
    title: "数字{city} – 本地服务",
    question: "您今天需要什么？",
    services: "服务",
    soon: "即将推出",
    signIn: "登录",
    queue: "医院取号",
    queueText: "用手机取号，查看前面还有几人。",
    wifi: "免费 Wi-Fi",
    wifiText: "公共场所免费上网。",
    ask: "旅游咨询",
    askText: "用您自己的话提问，有人解答。",
    classrooms: "智慧教室",
    classroomsText: "教师按周预订教室。",
    emergency: "紧急电话",
    rescue: "救援",
    police: "报警",
    fire: "火警",
    ambulance: "急救",
  },
};
export default texts;
