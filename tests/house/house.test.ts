import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { describe, test } from "vitest";

import { bundle } from "../../tools/lib/bundle.mjs";
import {
  checkDevelopment,
  checkDirection,
  checkManifests,
  checkTables,
  checkVerbs,
  checkZod,
} from "../../tools/lib/house/architecture.mjs";
import { checkBindings } from "../../tools/lib/house/bindings.mjs";
import { checkBundle, modulesOf } from "../../tools/lib/house/bundle-budget.mjs";
import {
  checkChecksums,
  checkMigration,
  checkMigrations,
  checksumsOf,
  migrationsOf,
} from "../../tools/lib/house/migrations.mjs";
import { filesOf, packagesOf } from "../../tools/lib/house/source.mjs";
import { checkLock, checkPaths, checkTopLevel } from "../../tools/lib/house/tree.mjs";
import { root, workers } from "../../tools/lib/workspace.mjs";
import { isReleased } from "../../tools/release/released.mjs";

const files = filesOf(root);
const packages = packagesOf(files);
const migrations = migrationsOf(root);
const services = workers().map(({ service }) => service);
const read = (file: string) => ({ path: file, text: readFileSync(path.join(root, file), "utf8") });

describe("whoever opens the house finds that", () => {
  test("dependencies point one way and workers never meet", ({ expect }) => {
    expect(checkDirection(files, packages)).toEqual([]);
  });

  test("each manifest declares what is imported and nothing more", ({ expect }) => {
    expect(checkManifests(files, packages, JSON.parse(read("package.json").text))).toEqual([]);
  });

  test("only repositories see tables, and verbs know neither HTTP nor SQL nor the platform", ({ expect }) => {
    expect(checkTables(files)).toEqual([]);
    expect(checkVerbs(files)).toEqual([]);
  });

  test("parts for development stay in development", ({ expect }) => {
    expect(checkDevelopment(files)).toEqual([]);
  });

  test("z is zod/mini everywhere", ({ expect }) => {
    expect(checkZod(files)).toEqual([]);
  });

  test("the top level is what the plan draws", ({ expect }) => {
    expect(checkTopLevel(files)).toEqual([]);
  });

  test("nothing names a path of somebody's machine or a registry", ({ expect }) => {
    expect(checkPaths(files)).toEqual([]);
    expect(checkLock(read("pnpm-lock.yaml").text)).toEqual([]);
  });

  test.for(workers())(
    "$service is given the bindings that its code asks for",
    ({ config, toml, source }, { expect }) => {
      const env = path.relative(root, path.join(source, "env.ts"));
      expect(existsSync(path.join(root, env))).toBe(true);
      const base = read("packages/kit/src/environment.ts");
      expect(checkBindings({ config: path.relative(root, config), toml }, read(env), base)).toEqual([]);
    },
  );

  test("every migration has one owner, only expands and cannot change once it landed", ({ expect }) => {
    expect(migrations.flatMap((each) => checkMigration(each, { services, isReleased: isReleased(root) }))).toEqual([]);
    expect(checkMigrations(migrations)).toEqual([]);
    expect(checkChecksums(migrations, checksumsOf(root))).toEqual([]);
  });
});

describe("whoever opens a page gets a worker that", () => {
  test("fits its budget and holds nothing for development only", async ({ expect }) => {
    const out = await bundle("production");
    expect(services.flatMap((service) => checkBundle(service, modulesOf(path.join(out, service))))).toEqual([]);
  });
});
