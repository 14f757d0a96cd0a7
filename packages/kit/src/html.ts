import type { Asked, BaseEnv } from "./environment";
import { contentSecurityPolicy } from "./security";

/** A whole page and the hash of the style it carries inline, as the page shell returns it. */
export interface Page {
  html: string;
  /** `sha256-…` of each inline style, as CSP wants it. */
  styleHash: string | readonly string[];
}

type PageStatus = 200 | 400 | 401 | 403 | 404 | 405 | 409 | 413 | 422 | 429 | 500 | 503;

/** Answers with a page whose content security policy names the page's own style. */
export function html(c: Asked<BaseEnv>, { html: body, styleHash }: Page, status: PageStatus = 200) {
  return c.body(body, status, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": contentSecurityPolicy(c.env.SELF_ORIGIN, { styleHashes: [styleHash].flat() }),
    vary: "Accept-Language, Cookie",
  });
}
