import { fill, type Lang } from "@ven/kit";
import { peopleMessages } from "@ven/web-identity";

import { type Ctx } from "./answers";
import { cityOf } from "./router";

/** An instant as people here write it: 24/11/2026 in Vietnamese, the month as a word elsewhere. */
export function instantIn(c: Ctx, lang: Lang = c.var.lang) {
  const { timezone } = cityOf(c.env);
  return new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, {
    day: "2-digit",
    month: lang === "vi" ? "2-digit" : "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: timezone,
  });
}

/** When a passkey was made and last used, in words. */
export function passkeyFacts(c: Ctx, { createdAt, lastUsedAt }: { createdAt: number; lastUsedAt: number | null }) {
  const t = peopleMessages(c.var.lang);
  const at = instantIn(c);
  const used = lastUsedAt === null ? t.neverUsed : fill(t.lastUsed, { when: at.format(lastUsedAt) });
  return `${fill(t.created, { when: at.format(createdAt) })} · ${used}`;
}
