import type { Lang } from "@ven/contracts";

/**
 * Why data is used (Law 91/2025/QH15): only `consent` is asked for. `service` is needed for what somebody asked for,
 * `law` is a legal duty, `task` a public task.
 */
export type Basis = "consent" | "service" | "law" | "task";

/** One version of a notice. What was published never changes: other words are a new version, in a new file. */
export interface Notice {
  id: string;
  version: number;
  /** The business date from which it holds. */
  from: string;
  /** The service whose forms show it, and who records the decisions. */
  service: string;
  purposes: readonly { id: string; basis: Basis; days: number }[];
  /** `title`, `intro`, and what each purpose is, by its id. */
  words: (lang: Lang) => Readonly<Record<string, string>>;
}
