import { encode } from "uqr";

/** Modules of a code and of the white around it that scanners need (ISO/IEC 18004: four). */
const quiet = 4;

function modules(text: string) {
  const { data, size } = encode(text, { ecc: "M", border: 0 });
  const path = data
    .flatMap((row, y) =>
      // Neighbours in a row become one rectangle: a third of the characters.
      [
        ...row
          .map((dark) => (dark ? "1" : "0"))
          .join("")
          .matchAll(/1+/g),
      ].map(({ 0: run, index: x }) => `M${x} ${y}h${run.length}v1h-${run.length}z`),
    )
    .join("");
  const side = size + 2 * quiet;
  return {
    path,
    side,
    box: `${-quiet} ${-quiet} ${side} ${side}`,
    white: `M${-quiet} ${-quiet}h${side}v${side}h${-side}z`,
  };
}

/** A code that leads to an address, black on white whatever the page's colours are. */
export function Qr({ text, label }: { text: string; label: string }) {
  const { path, box, white } = modules(text);
  return (
    <svg class="qr" viewBox={box} role="img" aria-label={label}>
      <path fill="#fff" d={white} />
      <path fill="#000" shape-rendering="crispEdges" d={path} />
    </svg>
  );
}

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character] ?? "");

/** The code alone as a file, with its quiet zone: for a hospital's own posters. */
export function posterSvg({ url, label }: { url: string; label: string }) {
  const { path, side, box, white } = modules(url);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" width="${side * 10}" height="${side * 10}" role="img"><title>${escape(label)}</title><path fill="#fff" d="${white}"/><path fill="#000" shape-rendering="crispEdges" d="${path}"/></svg>`;
}
