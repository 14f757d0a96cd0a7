import type { Lang } from "@ven/contracts";

import { account1 } from "./notices/account-1";
import { ask1 } from "./notices/ask-1";
import { common } from "./notices/common";
import type { Notice } from "./notices/notice";
import { queue1 } from "./notices/queue-1";
import { wifi1 } from "./notices/wifi-1";

export type { Basis, Notice } from "./notices/notice";

/** Every version of every notice, the newest of each last. */
export const notices: readonly Notice[] = [account1, queue1, wifi1, ask1];

/** A notice; the newest version unless one is asked for. */
export const findNotice = (id: string, version?: number) =>
  notices.findLast((notice) => notice.id === id && (version === undefined || notice.version === version));

/** The lines of a notice as a page shows them: each purpose with its reason and how long, then the reader's rights. */
export function noticeLines(notice: Notice, lang: Lang) {
  const { title, intro, purposes } = notice.texts[lang];
  const { basis, days, rights } = common[lang];
  const lines = notice.purposes.map((one) => ({
    ...one,
    text: purposes[one.id] ?? "",
    why: `${basis[one.basis]}; ${days(one.days)}`,
  }));
  return { title, intro, purposes: lines, rights };
}

/** The whole notice as one text: what is hashed, and kept as evidence of what somebody read. */
export function noticeText(notice: Notice, lang: Lang) {
  const { title, intro, purposes, rights } = noticeLines(notice, lang);
  return [title, intro, ...purposes.map(({ text, why }) => `– ${text} (${why})`), rights].join("\n");
}
