/** What tourists complain of, so that the province sees where; the words stand with the pages. */
export const complaints = [
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
export type Complaint = (typeof complaints)[number];
