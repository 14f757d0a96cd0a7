import type { Lang } from "@ven/contracts";
import { Complaint } from "@ven/contracts/ask";

import { staffWords } from "./staff-words";

/** What a thread complains of, in words; what an older release called otherwise, as it is. */
export function complaintName(category: string, lang: Lang) {
  const t = staffWords(lang);
  const names: Record<Complaint, string> = {
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
  const { data } = Complaint.safeParse(category);
  return data ? names[data] : category;
}
