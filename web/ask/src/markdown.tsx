import { Fragment, type ComponentChildren } from "preact";

// What an answer may hold: paragraphs, lists, bold, links. Everything else is text, so nothing can be smuggled in.
const inline = /\*\*([^*]+)\*\*|\[([^\]]+)\]\(((?:https?:\/\/|tel:)[^\s)]+)\)/g;

function Inline({ text }: { text: string }) {
  const parts: ComponentChildren[] = [];
  let at = 0;
  for (const found of text.matchAll(inline)) {
    const [whole, bold, label, href] = found;
    parts.push(text.slice(at, found.index));
    parts.push(
      bold === undefined ? (
        <a key={found.index} href={href} rel="noreferrer">
          {label}
        </a>
      ) : (
        <strong key={found.index}>{bold}</strong>
      ),
    );
    at = found.index + whole.length;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}

const item = /^\s*(?:[-*•]|\d+[.)])\s+/;
const numbered = /^\s*\d/;

/** Short markdown as elements, never as HTML. */
export function Markdown({ text }: { text: string }) {
  return (
    <>
      {text
        .split(/\n{2,}/)
        .filter((block) => block.trim() !== "")
        .map((block, at) => {
          const lines = block.split("\n").filter((line) => line.trim() !== "");
          if (lines.every((line) => item.test(line))) {
            const List = lines.every((line) => numbered.test(line)) ? "ol" : "ul";
            return (
              <List key={at} class="list">
                {lines.map((line) => (
                  <li key={line}>
                    <Inline text={line.replace(item, "")} />
                  </li>
                ))}
              </List>
            );
          }
          return (
            <p key={at}>
              {lines.map((line, n) => (
                <Fragment key={line}>
                  {n > 0 ? <br /> : null}
                  <Inline text={line.replace(/^#+\s*/, "").replace(item, "• ")} />
                </Fragment>
              ))}
            </p>
          );
        })}
    </>
  );
}
