import type { Lang } from "@ven/contracts";

import { clock } from "./clock";
import { withDeadline } from "./deadline";
import type { BaseEnv } from "./environment";
import { addTexts, forgetTexts, type Texts } from "./i18n";
import { causeOf, log } from "./log";
import { addStyles, forgetStyles, type Style } from "./styles";

const deadlineMs = 300;
/** For so long a file that could not be read is not asked for again, ms. */
const quietAfterFailure = 2000;
const retryAt = new Map<string, number>();
const inCode: readonly Lang[] = ["vi", "en"];

/**
 * Reads what a page needs from the service's own static files, once in each isolate: the guest's language, and the
 * styles. What cannot be read in time is done without: the words are English, and pages link to their style.
 */
export async function loadOwnFiles(env: BaseEnv, { lang, styles }: { lang: Lang; styles: boolean }) {
  await Promise.all([
    inCode.includes(lang) ? null : load<Texts>(env, `/texts/${lang}.json`, (texts) => addTexts(lang, texts)),
    styles ? load<Record<string, Style>>(env, "/styles.json", addStyles) : null,
  ]);
}

/** Forgets what was read, as a fresh isolate would. For tests. */
export function forgetOwnFiles() {
  retryAt.clear();
  forgetTexts();
  forgetStyles();
}

async function load<Content>(
  { ASSETS: files, SELF_ORIGIN: origin }: BaseEnv,
  path: string,
  add: (content: Content) => void,
) {
  if (!files || clock.now() < (retryAt.get(path) ?? 0)) return;
  try {
    add(await withDeadline(read<Content>(files, new URL(path, origin)), deadlineMs));
    retryAt.set(path, Number.POSITIVE_INFINITY);
  } catch (err) {
    log("warn", "own-file-away", { file: path, cause: causeOf(err) });
    retryAt.set(path, clock.now() + quietAfterFailure);
  }
}

async function read<Content>(files: Fetcher, address: URL) {
  const answer = await files.fetch(address);
  if (!answer.ok) throw new Error(`answered ${answer.status}`);
  return answer.json<Content>();
}
