import { FileRefused } from "./file-refused";

/** An element as readers need it: its local name, attributes and children; namespaces' prefixes are dropped. */
export interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  /** The text of the element itself, without that of elements in it. */
  text: string;
}

// Spreadsheets nest ten deep, timetables four.
const maxDepth = 64;
const entities: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

// What stands between "<" and ">": end tag, comment, CDATA, instruction, or a start tag with its attributes.
const markup =
  /<(?:\/([^\s<>/]+)\s*>|!--([\s\S]*?)-->|!\[CDATA\[([\s\S]*?)\]\]>|\?[\s\S]*?\?>|([^\s<>/!?=]+)((?:\s+[^\s<>/=]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>)/y;
const attribute = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * The root of an XML document, as far as files of data need XML: elements, attributes, text, CDATA, the five entities and
 * character references. A DOCTYPE is refused, so a document can neither reach out nor grow. The declared encoding is
 * honoured (aSc Timetables writes windows-1252 and UTF-8). Throws `FileRefused` `xml-broken`.
 */
export function readXml(bytes: Uint8Array, name: string): Element {
  const broken = () => new FileRefused("xml-broken", { name });
  let text: string;
  try {
    const head = new TextDecoder("latin1").decode(bytes.subarray(0, 200));
    const encoding = /^[^<]*<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(head)?.[1] ?? "utf-8";
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw broken();
  }
  const document: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [document];
  const names: string[] = [];
  for (let at = 0; at < text.length;) {
    const current = open.at(-1)!;
    const next = text.indexOf("<", at);
    const plain = text.slice(at, next < 0 ? undefined : next);
    if (plain !== "") {
      if (current === document && plain.trim() !== "") throw broken();
      current.text += decoded(plain, broken);
    }
    if (next < 0) break;
    markup.lastIndex = next;
    const match = markup.exec(text);
    if (!match) throw broken();
    at = markup.lastIndex;
    const [, end, , cdata, start, attributes = "", empty] = match;
    if (end !== undefined) {
      if (names.pop() !== end) throw broken();
      open.pop();
    } else if (cdata !== undefined) {
      if (current === document) throw broken();
      current.text += cdata;
    } else if (start !== undefined) {
      if (current === document && document.children.length > 0) throw broken();
      const element = { name: local(start), attributes: attributesOf(attributes, broken), children: [], text: "" };
      current.children.push(element);
      if (empty) continue;
      open.push(element);
      names.push(start);
      if (open.length > maxDepth) throw broken();
    }
  }
  const [root] = document.children;
  if (!root || names.length > 0) throw broken();
  return root;
}

const local = (name: string) => name.slice(name.indexOf(":") + 1);

function attributesOf(text: string, broken: () => Error) {
  const attributes: Record<string, string> = {};
  const seen = new Set<string>();
  for (const [, name = "", double, single = ""] of text.matchAll(attribute)) {
    if (seen.has(name)) throw broken();
    seen.add(name);
    // The names of namespaces are no facts about the element.
    if (name !== "xmlns" && !name.startsWith("xmlns:"))
      attributes[local(name)] = decoded((double ?? single).replaceAll(/[\t\r\n]/g, " "), broken);
  }
  return attributes;
}

const decoded = (text: string, broken: () => Error) =>
  text.includes("&")
    ? text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w+))?;?/g, (whole, decimal, hex, named) => {
        const code = decimal ? Number(decimal) : hex ? Number.parseInt(String(hex), 16) : undefined;
        const char =
          code === undefined ? entities[String(named)] : code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
        if (char === undefined || !whole.endsWith(";")) throw broken();
        return char;
      })
    : text;

export const childrenOf = (element: Element | undefined, name: string) =>
  element?.children.filter((child) => child.name === name) ?? [];
export const childOf = (element: Element | undefined, name: string) => childrenOf(element, name)[0];
