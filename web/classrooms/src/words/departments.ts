const names: Record<string, readonly [vi: string, en: string]> = {
  toan: ["Toán", "Mathematics"],
  "ngu-van": ["Ngữ văn", "Literature"],
  "ngoai-ngu": ["Ngoại ngữ", "Languages"],
  "hoa-hoc": ["Hoá học", "Chemistry"],
  "sinh-hoc": ["Sinh học", "Biology"],
  "vat-li": ["Vật lí", "Physics"],
  "lich-su": ["Lịch sử", "History"],
  "dia-li": ["Địa lí", "Geography"],
  "tin-hoc": ["Tin học", "Computing"],
  "van-phong": ["Văn phòng", "Office"],
};

/** A department's name; one that a school named itself is shown as it is. */
export const departmentText = (code: string, lang: string) => names[code]?.[lang === "vi" ? 0 : 1] ?? code;
