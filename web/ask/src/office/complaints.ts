import type { Lang } from "@ven/contracts";

import { staffWords } from "./staff-words";

/** What a thread complains of, in words. */
export function complaintName(category: string, lang: Lang) {
  const t = staffWords(lang);
  const names: Record<string, string> = {
    overcharging: t.overcharging,
    "lost-document": t.lostDocument,
    theft: t.theft,
    transport: t.transport,
    tour: t.tour,
    lodging: t.lodging,
    food: t.food,
    environment: t.environment,
    staff: t.staffComplaint,
    other: t.otherComplaint,
  };
  return names[category] ?? category;
}
export const complaintCodes = [
  "overcharging",
  "lost-document",
  "theft",
  "transport",
  "tour",
  "lodging",
  "food",
  "environment",
  "staff",
  "other",
] as const;
