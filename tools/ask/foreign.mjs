const syllables = ["ba", "do", "ke", "li", "mu", "na", "po", "ri", "su", "ta", "vo", "xa", "ze"];
/** A name that nobody else has: `Bakeli 4`. */
const nameOf = (n) => {
  const [a, b, c] = [n, Math.floor(n / 13), Math.floor(n / 169)].map((at) => syllables[at % syllables.length]);
  return `${a[0].toUpperCase()}${a.slice(1)}${b}${c}${n >= 2197 ? ` ${Math.floor(n / 2197)}` : ""}`;
};

const texts = {
  vi: (x, n) => [
    `Bến tàu ${x} mở cửa lúc mấy giờ?`,
    `Bến tàu ${x} mở cửa từ ${n % 9} giờ sáng. Vé bán ở quầy số ${n}, trẻ em đi cùng người lớn không phải trả tiền.`,
  ],
  en: (x, n) => [
    `When does the pier of ${x} open?`,
    `The pier of ${x} opens at ${n % 9} in the morning. Tickets are sold at counter ${n}; children with an adult go free.`,
  ],
  zh: (x, n) => [`${x}码头几点开门？`, `${x}码头早上${n % 9}点开门。售票处在${n}号窗口，儿童由成人陪同免票。`],
  ko: (x, n) => [
    `${x} 선착장은 몇 시에 여나요?`,
    `${x} 선착장은 아침 ${n % 9}시에 엽니다. 표는 ${n}번 창구에서 팔고, 어른과 함께 온 어린이는 무료입니다.`,
  ],
  ja: (x, n) => [
    `${x}の桟橋は何時に開きますか。`,
    `${x}の桟橋は朝${n % 9}時に開きます。切符は${n}番窓口で買えます。大人と一緒の子どもは無料です。`,
  ],
  fr: (x, n) => [
    `À quelle heure ouvre l’embarcadère de ${x} ?`,
    `L’embarcadère de ${x} ouvre à ${n % 9} heures du matin. Les billets se vendent au guichet ${n}, les enfants accompagnés ne paient pas.`,
  ],
  th: (x, n) => [`ท่าเรือ ${x} เปิดกี่โมง`, `ท่าเรือ ${x} เปิด ${n % 9} โมงเช้า ซื้อตั๋วที่ช่อง ${n} เด็กที่มากับผู้ใหญ่ไม่เสียเงิน`],
  ru: (x, n) => [
    `Когда открывается причал ${x}?`,
    `Причал ${x} открывается в ${n % 9} часов утра. Билеты продают в кассе ${n}, дети со взрослыми проходят бесплатно.`,
  ],
};

/**
 * Entries as somebody else's city writes them, in eight languages: an id, a topic, a language, a title that is empty in
 * every third, and a text; no source. Made up, each about a place that no other has.
 */
export const foreignEntries = (count) =>
  Array.from({ length: count }, (_, n) => {
    const lang = Object.keys(texts)[n % 8];
    const [title, body] = texts[lang](nameOf(n), n);
    return { id: `foreign-${n}#${lang}`, topic: `foreign-${n}`, lang, title: n % 3 === 0 ? "" : title, body };
  });

/** What somebody asks to find the n-th. */
export const foreignQuestion = (n) => {
  const lang = Object.keys(texts)[n % 8];
  return { lang, q: texts[lang](nameOf(n), n)[0] };
};
