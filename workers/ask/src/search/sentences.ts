// Full stops of Latin script end a sentence only before a space; those of Chinese and Japanese always do.
const ends = /(?<=[。！？])|(?<=[.!?…])\s+|\n+/u;
/** Scripts without full stops (Thai) are cut at their spaces into stretches of about this many letters. */
const longest = 240;

/** The sentences of a text. A stretch without an end is cut at spaces. */
export function sentencesOf(text: string): string[] {
  return text
    .split(ends)
    .map((sentence) => sentence.trim())
    .filter(Boolean)
    .flatMap((sentence) => (sentence.length > longest * 1.5 ? stretches(sentence) : [sentence]));
}

function stretches(text: string) {
  const parts: string[] = [];
  let open = "";
  for (const piece of text.split(/\s+/u)) {
    if (open && open.length + piece.length > longest) {
      parts.push(open);
      open = "";
    }
    open = open ? `${open} ${piece}` : piece;
  }
  return open ? [...parts, open] : parts;
}
