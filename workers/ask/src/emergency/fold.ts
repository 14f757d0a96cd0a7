/** Vietnamese tones (grave, acute, tilde, hook, dot), which people place on either vowel or leave out. */
const tones = /[\u0300\u0301\u0303\u0309\u0323]/g;
const marks = /\p{M}/gu;

/** Without any mark: `Đuối` → `duoi`. */
export const bare = (word: string) =>
  word.normalize("NFD").replace(marks, "").replaceAll("đ", "d").replaceAll("œ", "oe");

/** One spelling for one Vietnamese word: tone last, `ngã` written as `hỏi` because many mix them up. */
export function canonical(word: string): string {
  const parts = word.normalize("NFD");
  const tone = parts.match(tones)?.at(-1) ?? "";
  return parts.replace(tones, "") + (tone === "\u0303" ? "\u0309" : tone);
}

/** How a Vietnamese word may have been typed: in full, without tone, without hats, with neither. */
export function spellings(word: string): string[] {
  const full = canonical(word);
  const tone = full.match(tones)?.at(-1) ?? "";
  return [...new Set([full, full.replace(tones, ""), bare(word) + tone, bare(word)])];
}

const shortened: Record<string, string> = {
  k: "khong",
  ko: "khong",
  kg: "khong",
  kh: "khong",
  khg: "khong",
  hok: "khong",
  hong: "khong",
  hem: "khong",
  kô: "khong",
  dc: "duoc",
  đc: "duoc",
  ng: "nguoi",
  e: "em",
  a: "anh",
  mn: "moi nguoi",
  bs: "bac si",
  kuu: "cuu",
  kiu: "cuu",
  kứu: "cứu",
  vs: "voi",
  vơi: "voi",
  mik: "minh",
  mk: "minh",
};

/** Telex and VNI as they come out when the keyboard's Vietnamese is off: `chets ddoosi`, `che61t d9uo61i`. */
const raw = (word: string) =>
  word
    .replace(/(?<=\p{L})[0-9]/gu, "")
    .replace(/^dd/, "d")
    .replaceAll("w", "")
    .replace(/([aeo])\1/g, "$1")
    .replace(/(?<=[aeiouy])[sfrxj](?=[aeiouyncmtgph]|$)|(?<=[aeiouycnmtphg])[sfrxj]$/g, "");

/** Latin words parted by one blank, one blank at each end. */
export const words = (text: string) =>
  ` ${text
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .replace(/(\p{L})\1{2,}/gu, "$1")
    .trim()} `;

export const vietnameseWords = (text: string) => {
  const listed = words(text).trim().split(" ");
  const plain = listed.map((word) => shortened[word] ?? canonical(word)).join(" ");
  const typed = listed.map((word) => shortened[word] ?? (bare(word) === word ? raw(word) : canonical(word))).join(" ");
  return [` ${plain} `, ` ${typed} `];
};

const traditional =
  "車傷搶盜燒氣煙沒暈斷腳體險藥過難請幫報護殺襲擊強見兒個媽婦產臟腦風東嗎們來這裡裏聽應話電觸動彈槍綁騷擾噴發熱離無與後從樓墜滾蠍殘聯絡災靈濃爐滅洩壓點塊錢證門開關進遠釘島樹頂懸漲橋掙紮衝沖捲帶拋錨傾潛嗆嘔嚴臉說壞腫癱緊閉痙攣癲癇陰脫頭醫師腸麼誰嬰寶爺孫貝親團員賊竊鎖闖隨蹤脅嚇詐騙軟獨贖質誘賣販兇劍籲漢廣歲賓現張區務線機錯飯雙給還對會經時間馬喚昇鐘轉輪艙纜擱淺撈網溫燙勢層滲爾單擔鯊貓鳥蟲癢癥搖覺識復甦歐綠紅藍滿凈淨汙飛黨戀臺檯內圍園國業術嚨膠撿溼濕確遊艦劃鏈鎮隊陸際陽顧顛驚驗髒鬥鬧麵齒齡龜條楊極構樣決況準溝礦礙祕種稱窮節範紀約級納純紙細終組結絕統絲維緣縣總繩續罰習聖聲職膽臨興舊艱莊華萬葉蓋蘭虛號蝦衛規視計訂記設許評試詢該認語誤調談論諾謀謝譯議讓財貨貴買費資賠購贈趕跡踐軍較載辦農達運連遲遺選邊郵鄉釋針鈔銀鐵錄長雜雲靜順須頓預領題額願類駐騎魚鮮黃燈營龍渦瀕歸擠彎軋毆鬆褻姦聞頸顱漿瀉羶蠆螫";
const simplified =
  "车伤抢盗烧气烟没晕断脚体险药过难请帮报护杀袭击强见儿个妈妇产脏脑风东吗们来这里里听应话电触动弹枪绑骚扰喷发热离无与后从楼坠滚蝎残联络灾灵浓炉灭泄压点块钱证门开关进远钉岛树顶悬涨桥挣扎冲冲卷带抛锚倾潜呛呕严脸说坏肿瘫紧闭痉挛癫痫阴脱头医师肠么谁婴宝爷孙贝亲团员贼窃锁闯随踪胁吓诈骗软独赎质诱卖贩凶剑吁汉广岁宾现张区务线机错饭双给还对会经时间马唤升钟转轮舱缆搁浅捞网温烫势层渗尔单担鲨猫鸟虫痒症摇觉识复苏欧绿红蓝满净净污飞党恋台台内围园国业术咙胶捡湿湿确游舰划链镇队陆际阳顾颠惊验脏斗闹面齿龄龟条杨极构样决况准沟矿碍秘种称穷节范纪约级纳纯纸细终组结绝统丝维缘县总绳续罚习圣声职胆临兴旧艰庄华万叶盖兰虚号虾卫规视计订记设许评试询该认语误调谈论诺谋谢译议让财货贵买费资赔购赠赶迹践军较载办农达运连迟遗选边邮乡释针钞银铁录长杂云静顺须顿预领题额愿类驻骑鱼鲜黄灯营龙涡濒归挤弯轧殴松亵奸闻颈颅浆泻膻虿蜇";
const simpler = new Map(Array.from(traditional, (from, i) => [from, simplified[i] ?? from]));

/** Chinese, Japanese, Korean: no blanks, no punctuation. */
export const joined = (text: string) => text.replace(/[^\p{L}\p{M}\p{N}]+/gu, "");
export const simplify = (text: string) => Array.from(text, (letter) => simpler.get(letter) ?? letter).join("");
