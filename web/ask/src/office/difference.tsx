export interface DifferencePiece {
  kind: "same" | "came" | "went";
  text: string;
}

/** What changed, so that it can be seen without colours too. */
export function Difference({ pieces }: { pieces: readonly DifferencePiece[] }) {
  return (
    <p class="difference">
      {pieces.map(({ kind, text }, at) =>
        kind === "came" ? <ins key={at}>{text}</ins> : kind === "went" ? <del key={at}>{text}</del> : text,
      )}
    </p>
  );
}
