/** A piece of text that stayed, came or went. */
export interface Piece {
  kind: "same" | "came" | "went";
  text: string;
}

const most = 4_000_000;
const wordsOf = (text: string) => text.match(/\s+|[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]/gu) ?? [];

/**
 * What changed from one text to another, word by word: the longest common run of words stays. Texts too long for that are
 * shown whole. Without `came`, the pieces are the old text; without `went`, the new one.
 */
export function difference(before: string, after: string): Piece[] {
  const old = wordsOf(before);
  const now = wordsOf(after);
  if (old.length * now.length > most)
    return joined([
      { kind: "went", text: before },
      { kind: "came", text: after },
    ]);
  // longest[i][j]: how much of old from i and now from j is common.
  const width = now.length + 1;
  const longest = new Uint16Array((old.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      longest[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pieces: Piece[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    const same = i < old.length && j < now.length && old[i] === now[j];
    if (same) {
      pieces.push({ kind: "same", text: old[i] ?? "" });
      i++;
      j++;
    } else if (j >= now.length || (i < old.length && at(i + 1, j) >= at(i, j + 1)))
      pieces.push({ kind: "went", text: old[i++] ?? "" });
    else pieces.push({ kind: "came", text: now[j++] ?? "" });
  }
  return joined(pieces);
}

/** Neighbours of a kind as one. */
function joined(pieces: readonly Piece[]) {
  const all: Piece[] = [];
  for (const { kind, text } of pieces) {
    const last = all.at(-1);
    if (text === "") continue;
    if (last?.kind === kind) last.text += text;
    else all.push({ kind, text });
  }
  return all;
}
