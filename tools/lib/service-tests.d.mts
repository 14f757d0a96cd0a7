import type { Plugin } from "vite";

export function serviceTests(options: {
  /** Name in addresses and keys: `queue`. */
  service: string;
  /** Folder of the configuration, from which the paths are seen. */
  folder: string;
  main?: string;
  configPath?: string;
  /** Script that stands in for identity; by default one that is away. */
  identity?: string;
  /** Scripts of the same service, without their prefix. */
  scripts?: string[];
  bindings?: Record<string, unknown>;
  miniflare?: Record<string, unknown>;
}): Promise<Plugin[]>;
