import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import {
  checkDevelopment,
  checkDirection,
  checkManifests,
  checkTables,
  checkVerbs,
  checkZod,
} from "../lib/house/architecture.mjs";
import { checkBindings } from "../lib/house/bindings.mjs";
import { budgetOf, checkBundle, modulesOf, weightOf } from "../lib/house/bundle-budget.mjs";
import {
  checkChecksums,
  checkMigration,
  checkMigrations,
  checksumsOf,
  migrationsOf,
} from "../lib/house/migrations.mjs";
import { filesOf, packagesOf } from "../lib/house/source.mjs";
import { bin, root, run } from "../lib/workspace.mjs";
import { Refused } from "./refused.mjs";
import { isReleased } from "./released.mjs";
import { startAlone } from "./start.mjs";
import { bundle } from "./wrangler.mjs";

const refuse = (problems) => {
  if (problems.length > 0) throw new Refused("check", problems.join("\n"));
};

/** The folders whose code ends up in a service: its worker's package and all that it depends on here. */
function foldersOf({ worker }) {
  const packages = packagesOf(filesOf(root));
  const found = new Set();
  const add = (folder) => {
    const own = packages.find((each) => each.folder === folder);
    if (!own || found.has(folder)) return;
    found.add(folder);
    for (const name of Object.keys(own.manifest.dependencies ?? {}))
      add(packages.find(({ manifest }) => manifest.name === name)?.folder);
  };
  add(path.relative(root, path.dirname(worker.source)));
  return [...found];
}

/** Migrations of all services must be sound together; those of this release must only expand. */
export function checkMigrationFiles({ services }, planned) {
  const all = migrationsOf(root);
  const rules = { services, isReleased: isReleased(root) };
  refuse([
    ...planned.flatMap((migration) => checkMigration(migration, rules)),
    ...checkMigrations(all),
    ...checkChecksums(all, checksumsOf(root)),
  ]);
  return `${planned.length} of this service, expand only, unchanged since they landed`;
}

export function checkHouse(context) {
  const files = filesOf(root);
  const packages = packagesOf(files);
  const folders = foldersOf(context);
  const { worker } = context;
  const read = (file) => ({ path: path.relative(root, file), text: readFileSync(file, "utf8") });
  const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const ofService = (problem) =>
    folders.some((folder) => problem.startsWith(`${folder}/`) || problem.startsWith(`${folder}:`));
  refuse([
    ...[
      ...checkDirection(files, packages),
      ...checkManifests(files, packages, manifest),
      ...checkTables(files),
      ...checkVerbs(files),
      ...checkDevelopment(files),
      ...checkZod(files),
    ].filter(ofService),
    ...checkBindings(
      { config: path.relative(root, worker.config), toml: worker.toml },
      read(path.join(worker.source, "env.ts")),
      read(path.join(root, "packages/kit/src/environment.ts")),
    ),
  ]);
  return `rules kept in ${folders.length} packages`;
}

/** Built afresh: what is deployed comes from this commit alone, whatever was built here before. */
export async function buildPages({ service }) {
  await attempt("node", ["web/build.mjs"], "the pages cannot be built");
  await attempt("node", ["tools/lib/openapi.mjs", service], `the API of ${service} cannot be described`);
  return "built";
}

export async function checkTypes(context) {
  const folders = foldersOf(context);
  for (const folder of folders) await attempt("tsc", ["-p", folder], `${folder}: types do not fit`);
  return `${folders.length} packages`;
}

export async function checkTests(context) {
  const folders = foldersOf(context).filter((folder) => existsSync(path.join(root, folder, "test")));
  if (folders.length === 0) return "none";
  await attempt("vitest", ["run", "--silent=passed-only", ...folders.map((folder) => `${folder}/`)], "tests fail");
  return folders.join(", ");
}

async function attempt(command, args, failure) {
  try {
    await run(bin(command), args);
  } catch (err) {
    throw new Refused("check", `${failure}\n\n${err.message}`);
  }
}

export async function checkBundleOf(context) {
  context.bundle = await bundle(context);
  const modules = modulesOf(context.bundle);
  refuse(checkBundle(context.service, modules));
  return `${weightOf(modules).toFixed(1)} of ${budgetOf(context.service)} KiB gz, production parts only`;
}

export async function checkStart(context) {
  try {
    await startAlone(context);
    return "migrates from nothing, starts alone, is well";
  } catch (err) {
    throw new Refused("check", `${context.service} does not start: ${err.message}`);
  }
}
