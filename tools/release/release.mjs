import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { root, workers } from "../lib/workspace.mjs";
import { Refused } from "./refused.mjs";
import { markReleased, versionOf } from "./released.mjs";

export { Refused };

/** Prints what is being done and how it ended, one line a step. */
async function step(name, act) {
  const started = performance.now();
  process.stdout.write(`  ${name.padEnd(12)} `);
  try {
    const said = await act();
    console.log(`${said} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  } catch (err) {
    console.log(err instanceof Refused ? "refused" : "failed");
    throw err;
  }
}

/** Releases one service: its checks, its migrations, then unmodified wrangler. Nothing leaves before all checks pass. */
export async function release([service, ...more], { dryRun, secretsFile }) {
  const all = workers();
  const worker = all.find((each) => each.service === service);
  const names = all.map((each) => each.service).join(", ");
  if (!worker || more.length > 0)
    throw new Refused("usage", `Which service? One of: ${names}.\nnpm run release -- <service> [--dry-run]`);
  const version = versionOf(root);
  for (const name of dryRun ? [] : ["CLOUDFLARE_API_TOKEN", "CLOUDFLARE_ACCOUNT_ID"])
    if (!process.env[name]) throw new Refused("usage", `${name} is not set. A trial needs none: add --dry-run.`);

  // Loaded only now: a wrong word in the command is answered at once.
  const { buildPages, checkBundleOf, checkHouse, checkMigrationFiles, checkStart, checkTests, checkTypes } =
    await import("./checks.mjs");
  const { applyMigrations, planMigrations } = await import("./migrations.mjs");
  const { deploy } = await import("./wrangler.mjs");

  console.log(`${service}@${version}${dryRun ? ", a trial: nothing is changed and nobody is called" : ""}`);
  const scratch = mkdtempSync(path.join(tmpdir(), "ven-release-"));
  const plan = planMigrations({ worker });
  const services = all.map((each) => each.service);
  const context = { service, worker, version, services, plan, scratch, secretsFile };
  const planned = plan.flatMap(({ files }) => files);
  try {
    await step("migrations", () => checkMigrationFiles(context, planned));
    await step("house", () => checkHouse(context));
    await step("pages", () => buildPages(context));
    await step("types", () => checkTypes(context));
    await step("tests", () => checkTests(context));
    await step("bundle", () => checkBundleOf(context));
    await step("start", () => checkStart(context));
    if (dryRun) {
      for (const { database, files } of plan)
        console.log(
          `\nWould apply to ${database}, where it has not run yet:\n${files.map(({ name }) => `  ${name}`).join("\n") || "  nothing"}`,
        );
      console.log(`\n${service}@${version} can be released.`);
      return;
    }
    for (const { database, ...rest } of plan)
      await step(database, () => applyMigrations(context, { database, ...rest }));
    await step("deploy", () => deploy(context));
    await step("mark", () => markReleased(root, service, version));
    console.log(`\n${service}@${version} is released.`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
