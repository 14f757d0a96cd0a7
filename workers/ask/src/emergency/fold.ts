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

/** Traditional characters whose simplified ones the Chinese patterns use; a new pattern may need new ones. */
const traditional =
  "車傷搶盜燒氣煙沒暈斷腳體險藥過難請幫報護殺襲擊強見兒個媽婦產臟腦風東嗎們來這裡裏聽應話電觸動彈槍綁騷擾噴發熱離無與從樓墜滾殘聯絡災濃爐滅洩壓點錢證門開關進遠島樹頂懸漲橋紮衝沖捲帶拋錨傾潛嗆嘔嚴臉說壞腫癱緊痙攣癲癇陰脫頭醫師麼誰嬰寶爺孫親團員賊竊鎖闖隨蹤脅嚇詐騙軟獨贖質誘賣販兇劍歲現務線機錯給還對會經時間馬轉艙纜擱淺網溫燙勢貓蟲癢搖覺識紅滿飛黨業嚨撿隊驚驗髒鬥鬧麵齒溝結聲膽臨號規誤讓買費趕農遺邊郵順預領類魚黃燈營龍歸軋毆褻姦螫丟兩側價別劑厲啞場夾學屍帥廚廳悶惡慘懶掃掛換揮撲擋擰攔於書槳涼渾湧滯濺為煩牽痠瘋療纏脈脣處訊診變輕鍋鏡闆雞霧颱餓髮欄滌潔閨嬤繩蒼脹姪貝雙嬸灘";
const simplified =
  "车伤抢盗烧气烟没晕断脚体险药过难请帮报护杀袭击强见儿个妈妇产脏脑风东吗们来这里里听应话电触动弹枪绑骚扰喷发热离无与从楼坠滚残联络灾浓炉灭泄压点钱证门开关进远岛树顶悬涨桥扎冲冲卷带抛锚倾潜呛呕严脸说坏肿瘫紧痉挛癫痫阴脱头医师么谁婴宝爷孙亲团员贼窃锁闯随踪胁吓诈骗软独赎质诱卖贩凶剑岁现务线机错给还对会经时间马转舱缆搁浅网温烫势猫虫痒摇觉识红满飞党业咙捡队惊验脏斗闹面齿沟结声胆临号规误让买费赶农遗边邮顺预领类鱼黄灯营龙归轧殴亵奸蜇丢两侧价别剂厉哑场夹学尸帅厨厅闷恶惨懒扫挂换挥扑挡拧拦于书桨凉浑涌滞溅为烦牵酸疯疗缠脉唇处讯诊变轻锅镜板鸡雾台饿发栏涤洁闺嬷绳苍胀侄贝双婶滩";
const simpler = new Map(Array.from(traditional, (from, i) => [from, simplified[i] ?? from]));

/** Chinese, Japanese, Korean: no blanks, no punctuation. */
export const joined = (text: string) => text.replace(/[^\p{L}\p{M}\p{N}]+/gu, "");
export const simplify = (text: string) => Array.from(text, (letter) => simpler.get(letter) ?? letter).join("");
