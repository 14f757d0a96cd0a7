import { existsSync } from "node:fs";

/**
 * Whether this machine can run `thing`: with root and these files. Says so where it cannot; where CI requires Debian's
 * `packages[0]` (VEN_REQUIRE), that is an error.
 */
export function machineHas(thing, packages, files) {
  if (process.getuid?.() === 0 && files.every((file) => existsSync(file))) return true;
  const why = `${thing} needs root and Debian's ${packages.join(", ")}`;
  if (process.env.VEN_REQUIRE?.split(",").includes(packages[0])) throw new Error(why);
  console.warn(`!!! SKIPPED: ${why}`);
  return false;
}
