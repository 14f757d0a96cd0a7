import { parseXml, XmlElement } from "@rgrove/parse-xml";

import { FileRefused } from "./file-refused";

/** An element as readers need it: its local name, attributes and children; namespaces' prefixes are dropped. */
export interface Element {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: Element[];
  /** The text of the element and all below it. */
  text: string;
}

/**
 * The root of an XML document. The parser knows no external entities and refuses undeclared ones, so a document can
 * neither reach out nor grow. The declared encoding is honoured (aSc Timetables writes windows-1252 and UTF-8).
 */
export function readXml(bytes: Uint8Array, name: string): Element {
  const root = rootOf(bytes, name);
  if (!root) throw new FileRefused("xml-broken", { name });
  return root;
}

function rootOf(bytes: Uint8Array, name: string) {
  try {
    const head = new TextDecoder("latin1").decode(bytes.subarray(0, 200));
    const encoding = /^[^<]*<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(head)?.[1] ?? "utf-8";
    const { root } = parseXml(new TextDecoder(encoding, { fatal: true }).decode(bytes));
    return root && elementOf(root);
  } catch {
    throw new FileRefused("xml-broken", { name });
  }
}

const local = (name: string) => name.slice(name.indexOf(":") + 1);

function elementOf(element: XmlElement): Element {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(element.attributes)) attributes[local(name)] = value;
  return {
    name: local(element.name),
    attributes,
    children: element.children.flatMap((child) => (child instanceof XmlElement ? [elementOf(child)] : [])),
    get text() {
      return element.text;
    },
  };
}

export const childrenOf = (element: Element | undefined, name: string) =>
  element?.children.filter((child) => child.name === name) ?? [];
export const childOf = (element: Element | undefined, name: string) => childrenOf(element, name)[0];
