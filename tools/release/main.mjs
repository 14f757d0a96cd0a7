// `npm run release -- <service> [--dry-run] [--secrets-file <file>]` releases one service; docs/releasing.md says how.
import "../lib/pinned-node.mjs";
import { parseArgs } from "node:util";

const { Refused, release } = await import("./release.mjs");

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { "dry-run": { type: "boolean", default: false }, "secrets-file": { type: "string" } },
  });
  await release(positionals, { dryRun: values["dry-run"], secretsFile: values["secrets-file"] });
} catch (err) {
  const known = err instanceof Refused || err.code?.startsWith("ERR_PARSE_ARGS");
  console.error(known ? `\n${err.message}` : err);
  process.exitCode = err.exitCode ?? (known ? 2 : 1);
}
