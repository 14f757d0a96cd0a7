import { readFileSync } from "node:fs";
import path from "node:path";

import type { Lang } from "@ven/contracts";
import { addTexts } from "@ven/kit/i18n";
import { addStyles } from "@ven/kit/styles";

// What a worker reads from its own files, as built, is there from the start.
const built = (file: string) =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, "../../dist/queue", file), "utf8"));
const guests: Lang[] = ["zh", "ko", "ja", "fr"];

addStyles(built("styles.json"));
for (const lang of guests) addTexts(lang, built(`texts/${lang}.json`));
