export type Audience = "phone" | "desk" | "board" | "paper";

export interface Style {
  css: string;
  /** `sha256-…`: what the content security policy names. */
  hash: string;
}

/** `web/dist/<service>.json`, written by the build: the service's styles by audience and its scripts by name. */
export interface Assets {
  styles: Partial<Record<Audience, Style>>;
  /** Colours of the cities that differ from the house's, by deployment id; a city without an entry has none. */
  brands: Record<string, Style>;
  scripts: Record<string, string>;
  /** Chunks that a script imports, so that the browser asks for all of them at once. */
  preload: Record<string, string[]>;
}
