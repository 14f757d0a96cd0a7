import { describe, test } from "vitest";

import {
  checkDevelopment,
  checkDirection,
  checkManifests,
  checkTables,
  checkVerbs,
  checkZod,
} from "../../tools/lib/house/architecture.mjs";
import { checkBindings } from "../../tools/lib/house/bindings.mjs";
import { checkBundle, developmentMarker } from "../../tools/lib/house/bundle-budget.mjs";
import { packagesOf } from "../../tools/lib/house/source.mjs";
import { checkLock, checkPaths, checkTopLevel } from "../../tools/lib/house/tree.mjs";

/** A small tree that keeps the rules, with some files put in or replaced. */
function tree(changes: Record<string, string> = {}) {
  const manifest = (name: string, dependencies: string[]) =>
    JSON.stringify({ name, dependencies: Object.fromEntries(dependencies.map((each) => [each, "1"])) });
  const files: Record<string, string> = {
    "packages/contracts/package.json": manifest("@ven/contracts", ["zod"]),
    "packages/contracts/src/index.ts": 'import * as z from "zod/mini";\nexport const Id = z.string();',
    "packages/kit/package.json": manifest("@ven/kit", ["@ven/contracts", "hono"]),
    "packages/kit/src/index.ts":
      'import { Id } from "@ven/contracts";\nimport { Hono } from "hono";\nexport { Id, Hono };',
    "web/queue/package.json": manifest("@ven/web-queue", ["@ven/kit", "preact"]),
    "web/queue/src/index.tsx": 'import { Id } from "@ven/kit";\nexport const Page = () => <p>{Id}</p>;',
    "workers/identity/package.json": manifest("@ven/worker-identity", []),
    "workers/identity/src/index.ts": "export default {};",
    "workers/queue/package.json": manifest("@ven/worker-queue", ["@ven/kit", "@ven/web-queue", "drizzle-orm"]),
    "workers/queue/src/index.ts": 'import { Page } from "@ven/web-queue";\nexport default Page;',
    "workers/queue/src/routes/desk.ts":
      'import { Hono } from "@ven/kit";\nimport { call } from "../call";\nexport { Hono, call };',
    "workers/queue/src/call.ts": "export const call = () => 1;",
    "workers/queue/src/ticket-repository.ts": 'import { eq } from "drizzle-orm";\nexport { eq };',
    ...changes,
  };
  return Object.entries(files).map(([path, text]) => ({ path, text }));
}
const direction = (changes?: Record<string, string>) => checkDirection(tree(changes), packagesOf(tree(changes)));
const manifests = (changes?: Record<string, string>) => checkManifests(tree(changes), packagesOf(tree(changes)), {});

describe("somebody who adds a file is told when it", () => {
  test("keeps every rule: nothing", ({ expect }) => {
    expect([
      ...direction(),
      ...manifests(),
      ...checkTables(tree()),
      ...checkVerbs(tree()),
      ...checkZod(tree()),
    ]).toEqual([]);
  });

  test.for([
    ["looks up the order of dependency", "packages/contracts/src/bad.ts", 'export * from "@ven/kit";'],
    ["looks up in a type only", "packages/contracts/src/bad.ts", 'export type K = import("@ven/kit").K;'],
    ["looks up when it runs", "packages/kit/src/bad.ts", 'export const page = () => import("@ven/web-queue");'],
    ["imports another worker", "workers/queue/src/bad.ts", 'import x from "@ven/worker-identity";\nexport { x };'],
    [
      "imports another worker's file",
      "workers/queue/src/bad.ts",
      'import x from "../../identity/src/index";\nexport { x };',
    ],
    [
      "imports the pages of another service",
      "workers/identity/src/bad.ts",
      'import { Page } from "@ven/web-queue";\nexport { Page };',
    ],
  ] as const)("%s", ([, path, text], { expect }) => {
    expect(direction({ [path]: text })).toEqual([expect.stringContaining(path)]);
  });

  test("reads what the build wrote for another service, though its own is allowed", ({ expect }) => {
    const own = { "web/queue/src/assets.ts": 'import a from "../../dist/queue.json";\nexport { a };' };
    const foreign = { "web/queue/src/assets.ts": 'import a from "../../dist/identity.json";\nexport { a };' };
    expect(direction(own)).toEqual([]);
    expect(direction(foreign)).toHaveLength(1);
  });

  test("imports what its manifest does not declare, or leaves a declaration behind", ({ expect }) => {
    expect(manifests({ "packages/contracts/src/bad.ts": 'export * from "hono/jsx";' })).toEqual([
      "packages/contracts: src imports hono undeclared",
    ]);
    expect(manifests({ "workers/queue/src/ticket-repository.ts": "export {};" })).toEqual([
      "workers/queue: declares drizzle-orm, src imports it not",
    ]);
  });

  test("sees tables outside a repository", ({ expect }) => {
    for (const specifier of ["drizzle-orm", "drizzle-orm/d1", "@ven/db/queue"])
      expect(
        checkTables(tree({ "workers/queue/src/call.ts": `import { x } from "${specifier}";\nexport { x };` })),
      ).toHaveLength(1);
    const routes = (code: string) => checkTables(tree({ "workers/queue/src/routes/desk.ts": code }));
    expect(routes('import { auditTable } from "@ven/db";\nexport { auditTable };')).toHaveLength(1);
    expect(routes('import { openDb, type Db } from "@ven/db";\nexport { openDb, type Db };')).toEqual([]);
  });

  test("is a verb that knows HTTP, SQL or the platform", ({ expect }) => {
    for (const specifier of ["hono", "hono/cookie", "drizzle-orm", "cloudflare:workers"])
      expect(
        checkVerbs(
          tree({ "workers/queue/src/live/call.ts": `import type { X } from "${specifier}";\nexport type { X };` }),
        ),
      ).toHaveLength(1);
    expect(checkVerbs(tree({ "workers/queue/src/facility-object.ts": 'export * from "cloudflare:workers";' }))).toEqual(
      [],
    );
  });

  test("brings development parts into production code", ({ expect }) => {
    const part = 'import { inbox } from "@ven/kit/development-inbox";\nexport { inbox };';
    expect(checkDevelopment(tree({ "workers/queue/src/call.ts": part }))).toHaveLength(1);
    expect(
      checkDevelopment(tree({ "workers/queue/src/index.ts": 'export * from "./development/seed";' })),
    ).toHaveLength(1);
    expect(checkDevelopment(tree({ "workers/queue/src/development.ts": part }))).toEqual([]);
    expect(checkDevelopment(tree({ "workers/queue/src/development/seed.ts": part }))).toEqual([]);
  });

  test("takes z from another build than zod/mini", ({ expect }) => {
    for (const specifier of ["zod", "zod/v4", "zod/v3"])
      expect(
        checkZod(tree({ "packages/kit/src/bad.ts": `import * as z from "${specifier}";\nexport { z };` })),
      ).toHaveLength(1);
  });
});

describe("somebody who binds a worker is told when", () => {
  const base = {
    path: "environment.ts",
    text: "export interface BaseEnv { SELF_ORIGIN: string; ENVIRONMENT?: string }",
  };
  const env = (members: string) => ({
    path: "env.ts",
    text: `import type { BaseEnv } from "@ven/kit";\nexport interface Env extends BaseEnv { ${members} }`,
  });
  const toml = {
    vars: { SELF_ORIGIN: "https://queue.example" },
    d1_databases: [{ binding: "DB" }],
    durable_objects: { bindings: [{ name: "FACILITY" }] },
    secrets: { required: ["KEY"] },
  };
  const members = "DB: D1Database; FACILITY: DurableObjectNamespace<Facility>; KEY: string;";
  const check = (file: { path: string; text: string }, given: object = toml) =>
    checkBindings({ config: "wrangler.toml", toml: given }, file, base);

  test("nothing is wrong: nothing", ({ expect }) => {
    expect(check(env(members))).toEqual([]);
    expect(check(env(`${members} CLOCK_OFFSET_MS?: string`))).toEqual([]);
  });

  test("the code asks for a binding or secret that the configuration does not give", ({ expect }) => {
    expect(check(env(`${members} IDENTITY: Service`))).toEqual([expect.stringContaining("gives no IDENTITY")]);
    expect(check(env(members), { ...toml, vars: {} })).toEqual([expect.stringContaining("gives no SELF_ORIGIN")]);
  });

  test("the configuration gives what the code does not know, or as another type", ({ expect }) => {
    expect(check(env("DB: D1Database; KEY: string;"))).toEqual([expect.stringContaining("gives FACILITY")]);
    expect(check(env(members.replace("D1Database", "R2Bucket")))).toEqual([
      expect.stringContaining("gives a D1Database"),
    ]);
    expect(check({ path: "env.ts", text: "export type Env = {}" })).toHaveLength(1);
  });
});

describe("somebody who releases a bundle is told when it", () => {
  const noise = Buffer.from(Array.from({ length: 90 * 1024 }, (_, i) => (i * 2654435761 * (i % 251)) >>> 24));

  test("is over its budget, which is larger for identity", ({ expect }) => {
    expect(checkBundle("queue", [{ path: "index.js", bytes: noise }])).toEqual([
      expect.stringContaining("80 are allowed"),
    ]);
    expect(checkBundle("identity", [{ path: "index.js", bytes: noise }])).toEqual([]);
  });

  test("holds something that is for development only, or nothing at all", ({ expect }) => {
    const bytes = Buffer.from(`const a = "${developmentMarker}"`);
    expect(checkBundle("queue", [{ path: "index.js", bytes }])).toHaveLength(1);
    expect(checkBundle("queue", [])).toHaveLength(1);
  });
});

describe("somebody who commits is told when", () => {
  const top = (extra: string[]) =>
    checkTopLevel(
      [
        ..."workers/a packages/a migrations/a web/a tests/a tools/a docs/a .gitignore".split(" "),
        ..."wrangler.toml pnpm-workspace.yaml package.json README.md pnpm-lock.yaml".split(" "),
        ..."tsconfig.json tsconfig.base.json vitest.config.ts".split(" "),
        ...extra,
      ].map((path) => ({ path })),
    );

  test("a file lands at the top that the plan does not draw", ({ expect }) => {
    expect(top([])).toEqual([]);
    expect(top(["scripts/x.sh", "notes.md"])).toHaveLength(2);
    expect(checkTopLevel([{ path: "package.json" }]).length).toBeGreaterThan(5);
  });

  test("a path of one machine or a registry's address gets in", ({ expect }) => {
    const folder = ["", "home", "lan", "ven"].join("/");
    expect(checkPaths([{ path: "a.ts", text: `open("${folder}/x")` }])).toHaveLength(1);
    expect(
      checkPaths([{ path: "a.ts", text: 'fetch("https://ven.example/home/lan"); open("/usr/bin/node")' }]),
    ).toEqual([]);
    expect(checkLock("resolution: {integrity: sha512-x}")).toEqual([]);
    expect(checkLock("resolution: {tarball: https://registry.example/x.tgz}")).toHaveLength(1);
  });
});
