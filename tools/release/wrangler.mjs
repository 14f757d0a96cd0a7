import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { bin, quietEnv, run } from "../lib/workspace.mjs";
import { Refused } from "./refused.mjs";

const secrets = ["CLOUDFLARE_API_TOKEN", "CLOUDFLARE_API_KEY"];

/** What a command printed, without the credentials that it might repeat. */
const redacted = (text) =>
  secrets.reduce((all, name) => (process.env[name] ? all.replaceAll(process.env[name], `<${name}>`) : all), text);

/** Runs the wrangler of the lock file, unmodified; `kind` is the kind of refusal when it fails. */
export async function wrangler(args, { kind, failure, env = {} }) {
  try {
    return await run(bin("wrangler"), args, {
      env: { ...quietEnv, WRANGLER_HIDE_BANNER: "true", WRANGLER_WRITE_LOGS: "false", ...env },
    });
  } catch (err) {
    const hint = err.message.includes("--secrets-file")
      ? "\nThe first release of a service brings its secrets: npm run release -- <service> --secrets-file <file>"
      : "";
    throw new Refused(kind, `${failure}\n\n${redacted(err.message)}${hint}`);
  }
}

/** Bundles a service as it will be deployed; the folder that holds the result. */
export async function bundle(context) {
  const { service, worker, scratch } = context;
  const out = path.join(scratch, "bundle");
  const args = ["deploy", "-c", worker.config, "--dry-run", "--minify", "--outdir", out];
  await wrangler(args, { kind: "check", failure: `${service} cannot be bundled.` });
  return out;
}

/** Uploads and deploys; the id of the version comes from wrangler's own record of what it did. */
export async function deploy(context) {
  const { service, worker, version, scratch, secretsFile, applied = [] } = context;
  const record = path.join(scratch, "deploy.ndjson");
  const args = ["deploy", "-c", worker.config, "--minify", "--tag", version, "--message", `${service}@${version}`];
  if (secretsFile) args.push("--secrets-file", path.resolve(secretsFile));
  const done = applied.length > 0 ? `Applied before: ${applied.join(", ")}. ` : "";
  await wrangler(args, {
    kind: "deploy",
    failure: `${service} was not deployed; the release before goes on. ${done}Migrations only expand, so both fit. Repair the cause and run the same command again.`,
    env: { WRANGLER_OUTPUT_FILE_PATH: record },
  });
  const events = existsSync(record) ? readFileSync(record, "utf8").split("\n").filter(Boolean) : [];
  const event = events.map((line) => JSON.parse(line)).find(({ type }) => type === "deploy");
  if (!event?.version_id)
    throw new Refused(
      "deploy",
      `wrangler ended well but reported no version of ${service}; look at wrangler deployments list.`,
    );
  return `version ${event.version_id}${event.targets?.length ? `, ${event.targets.join(", ")}` : ""}`;
}
