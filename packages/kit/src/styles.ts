/** A style as it stands in a page, and the `sha256-…` by which the page's content security policy names it. */
export interface Style {
  css: string;
  hash: string;
}

/** By the address of the file that holds the same style. Plain data: shared by all requests of the isolate. */
const read = new Map<string, Style>();

/** `addStyles({ "/assets/style-phone-1.css": { css, hash } })`: pages with that style carry it inside from now on. */
export function addStyles(styles: Readonly<Record<string, Style>>) {
  for (const [address, style] of Object.entries(styles)) read.set(address, style);
}

/** The style to put inside the page; nothing while it could not be read: then the page links to its address. */
export const styleAt = (address: string) => read.get(address);

/** As a fresh isolate would be. For tests. */
export const forgetStyles = () => read.clear();
