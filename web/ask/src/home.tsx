import { messages } from "./messages";
import { type Frame, pageIn } from "./shell";

/** The service's first page. */
export function homePage(frame: Frame) {
  const t = messages(frame.lang);
  return pageIn(frame, t.brand, <h1>{t.brand}</h1>);
}
