export type Audience = "phone" | "desk" | "board" | "paper";

/**
 * `web/dist/<service>.json`, written by the build: where the service's styles are by audience, and its scripts by name.
 * The styles' text is in `/styles.json` among the static files: only a worker's bundle counts at its start.
 */
export interface Assets {
  styles: Partial<Record<Audience, string>>;
  /** Colours of the cities that differ from the house's, by deployment id; a city without an entry has none. */
  brands: Record<string, string>;
  scripts: Record<string, string>;
  /** Chunks that a script imports, so that the browser asks for all of them at once. */
  preload: Record<string, string[]>;
}
