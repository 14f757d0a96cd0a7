import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

/** Text that every development-only module contains and no released bundle may. */
export const developmentMarker = "ven-development-only";

const larger = { identity: 160, ask: 160 };

/**
 * KiB gz that a service's minified bundle may weigh. Identity carries passkeys; ask carries the cries for help of six
 * languages (about 84 KiB, see ADR 18), which must be understood when nothing but the worker is there.
 */
export const budgetOf = (service) => larger[service] ?? 80;

/** The modules of a bundle that wrangler wrote, without source maps. */
export const modulesOf = (folder) =>
  globSync("**/*.{js,mjs,wasm,txt,html,bin}", { cwd: folder }).map((file) => ({
    path: file,
    bytes: readFileSync(path.join(folder, file)),
  }));

/** Compressed weight in KiB. */
export const weightOf = (modules) => modules.reduce((sum, { bytes }) => sum + gzipSync(bytes).length, 0) / 1024;

/** A released bundle fits its budget and holds nothing that is for development only. */
export function checkBundle(service, modules) {
  if (modules.length === 0) return [`${service}: the bundle is empty`];
  const weight = weightOf(modules);
  return [
    ...(weight > budgetOf(service)
      ? [`${service}: the bundle weighs ${weight.toFixed(1)} KiB gz, ${budgetOf(service)} are allowed`]
      : []),
    ...modules
      .filter(({ bytes }) => bytes.includes(developmentMarker))
      .map(({ path: file }) => `${service}: ${file} contains ${developmentMarker}`),
  ];
}
