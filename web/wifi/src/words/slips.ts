/** On a voucher's slip: for guests, in all four languages at once, whoever prints it. */
export const slipWords = {
  vi: "Nối Wi-Fi, mở trang hiện ra, chọn “Có mã của khách sạn, tàu”, nhập mã. {n} máy, đến {date}.",
  en: "Join the Wi-Fi, open the page that appears, choose “I have a code”, type the code. {n} phones, until {date}.",
  zh: "连接 Wi-Fi，打开弹出的页面，选择“我有酒店、游船的上网码”，输入代码。可供 {n} 台设备使用，有效期至 {date}（日/月/年）。",
  ko: "Wi-Fi에 연결하고 나타나는 페이지에서 ‘호텔·유람선 코드’를 선택한 뒤 코드를 입력하세요. 기기 {n}대, {date}(일/월/연)까지.",
} as const;
