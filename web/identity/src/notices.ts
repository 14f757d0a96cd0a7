import type { Lang } from "@ven/contracts";
import { fill } from "@ven/kit";
import type { TextsOf } from "@ven/kit/i18n";

import { account1, type account1Words } from "./notices/account-1";
import { ask1, type ask1Words } from "./notices/ask-1";
import { common } from "./notices/common";
import type { Notice } from "./notices/notice";
import { queue1, type queue1Words } from "./notices/queue-1";
import { wifi1, type wifi1Words } from "./notices/wifi-1";

export type { Basis, Notice } from "./notices/notice";

/** What `notices/<lang>.ts` says in one more language. */
export type NoticeTexts = TextsOf<
  typeof common | typeof account1Words | typeof queue1Words | typeof wifi1Words | typeof ask1Words
>;

/** Every version of every notice, the newest of each last. */
export const notices: readonly Notice[] = [account1, queue1, wifi1, ask1];

/** A notice; the newest version unless one is asked for. */
export const findNotice = (id: string, version?: number) =>
  notices.findLast((notice) => notice.id === id && (version === undefined || notice.version === version));

/** Whether this isolate has a notice's own words in a language; where not, it shows the English ones. */
export const hasWords = (notice: Notice, lang: Lang) =>
  lang === "vi" || lang === "en" || notice.words(lang) !== notice.words("en");

/** The lines of a notice as a page shows them: each purpose with its reason and how long, then the reader's rights. */
export function noticeLines(notice: Notice, lang: Lang) {
  const words = notice.words(lang);
  const shared = common(lang);
  const lines = notice.purposes.map((one) => ({
    ...one,
    text: words[one.id] ?? "",
    why: `${shared[one.basis]}; ${fill(one.days === 1 ? shared.day : shared.days, { count: one.days })}`,
  }));
  return { title: words.title ?? "", intro: words.intro ?? "", purposes: lines, rights: shared.rights };
}

/** The whole notice as one text: what is hashed, and kept as evidence of what somebody read. */
export function noticeText(notice: Notice, lang: Lang) {
  const { title, intro, purposes, rights } = noticeLines(notice, lang);
  return [title, intro, ...purposes.map(({ text, why }) => `– ${text} (${why})`), rights].join("\n");
}
