/** What stands where something of a person stood. */
export const removed = "[…]";

// Digits with the signs that people write between them: +84 912-345-678, 0912.345.678, (0203) 3 625 999.
const digits = /(?<![\p{Lu}\p{Ll}\p{N}])\+?\(?\d(?:[\s.\-()/]{0,2}\d){6,18}(?![\p{N}])/gu;
const address = /[\p{L}\p{N}._%+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?(?:[\p{L}\p{N}-]{1,63}\.)+\p{L}{2,24}/giu;
// Passports and visas of most countries: one to three letters, then six to nine digits, perhaps with a space.
const document = /(?<![\p{Lu}\p{Ll}\p{N}])\p{Lu}{1,3}[\s-]?\d{6,9}(?!\p{N})/gu;
const profile = /(?:https?:\/\/)?(?:www\.)?(?:zalo\.me|t\.me|wa\.me|(?:m\.)?facebook\.com|instagram\.com)\/[^\s,;]+/giu;

// What looks like a number of somebody and is a price, a date or a number that everybody may know.
const money = /^\d{1,3}(?:[.,\s]\d{3})+$/;
const date = /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})$/;
const service = /^(?:1[89]00|18\d\d)/;

const isPublic = (text: string) => {
  const plain = text.trim();
  return money.test(plain) || date.test(plain) || service.test(plain.replaceAll(/\D/g, ""));
};

const once = (text: string) =>
  text
    .replaceAll(profile, removed)
    .replaceAll(address, removed)
    .replaceAll(document, removed)
    .replaceAll(digits, (found) => (isPublic(found) ? found : removed));

/**
 * A text without telephone numbers, addresses and numbers of documents and cards. Prices, dates and numbers of services
 * stay. `redact("gọi 0912 345 678 nhé") === "gọi […] nhé"`; done again, it changes nothing.
 */
export function redact(text: string): string {
  let now = text.normalize("NFKC");
  // What is taken out may have hidden where the next thing begins.
  for (let before = ""; before !== now;) {
    before = now;
    now = once(now);
  }
  return now;
}
