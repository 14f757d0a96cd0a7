const letters: Record<string, string> = { đ: "d", ð: "d", ø: "o", ł: "l", ß: "ss", æ: "ae", œ: "oe", ı: "i", þ: "th" };
const combining = /[\u0300-\u036F]/gu;
const tones = /[\u0300\u0301\u0303\u0309\u0323]/gu;
const ascii = /^[a-z]*$/;

/** Without accents, as typed on a phone in a hurry: `fold("đường") === "duong"`. For Latin and Cyrillic only. */
export function fold(word: string) {
  if (ascii.test(word)) return word;
  return word
    .normalize("NFD")
    .replace(combining, "")
    .replace(/[đðøłßæœıþ]/gu, (letter) => letters[letter] ?? letter)
    .normalize("NFC");
}

/** Vietnamese sets a tone on either vowel (hoà, hòa); here it stands behind the word, so that both are one. */
export function toneLast(word: string) {
  if (ascii.test(word)) return word;
  const apart = word.normalize("NFD");
  const found = apart.match(tones);
  return found ? apart.replace(tones, "").normalize("NFC") + found.map((tone) => toneDigits[tone]).join("") : word;
}
const toneDigits: Record<string, string> = {
  "\u0300": "f",
  "\u0301": "s",
  "\u0303": "x",
  "\u0309": "r",
  "\u0323": "j",
};
