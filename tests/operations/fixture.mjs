import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { root } from "../../tools/lib/workspace.mjs";

const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
const manifest = (name, dependencies = []) =>
  json({
    name,
    private: true,
    type: "module",
    exports: { ".": "./src/index.ts", "./*": "./src/*.ts" },
    dependencies: Object.fromEntries(dependencies.map((each) => [each, "workspace:*"])),
  });
const tsconfig = json({ extends: "../../tsconfig.base.json", include: ["src"] });
const databaseId = "00000000-0000-4000-8000-000000000001";
const d1 = `[[d1_databases]]
binding = "DB"
database_name = "city"
database_id = "${databaseId}"
migrations_dir = "../../migrations/city"
`;

/** The smallest city that a release can be tried on: a front door, identity and queue, each with the real tools. */
const city = {
  "package.json": json({ name: "city", private: true, type: "module", devDependencies: { vitest: "*" } }),
  "tsconfig.base.json": json({
    compilerOptions: {
      target: "es2024",
      module: "preserve",
      moduleResolution: "bundler",
      types: ["@cloudflare/workers-types"],
      strict: true,
      skipLibCheck: true,
      noEmit: true,
    },
  }),
  ".gitignore": "node_modules\ndist\n.ven\n.wrangler\n",
  "vitest.config.ts": 'export default { test: { projects: ["workers/*/vitest.config.ts"] } };\n',
  "web/build.mjs": `import { mkdirSync, writeFileSync } from "node:fs";
mkdirSync("web/dist/queue", { recursive: true });
writeFileSync("web/dist/queue/favicon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
`,
  "packages/kit/package.json": manifest("@ven/kit"),
  "packages/kit/tsconfig.json": tsconfig,
  "packages/kit/src/environment.ts": "export interface BaseEnv {\n  SELF_ORIGIN: string;\n}\n",
  "packages/kit/src/index.ts":
    'export type { BaseEnv } from "./environment";\nexport const health = () => Response.json({ status: "ok" });\n',
  "packages/kit/src/openapi.ts": "export const openApi = () => ({});\n",
  "wrangler.toml": `name = "ven"
main = "web/front-door/src/index.ts"
compatibility_date = "2026-10-01"
workers_dev = false
[vars]
SELF_ORIGIN = "https://city.example"
`,
  "web/front-door/package.json": manifest("@ven/web-front-door", ["@ven/kit"]),
  "web/front-door/tsconfig.json": tsconfig,
  "web/front-door/src/env.ts": 'import type { BaseEnv } from "@ven/kit";\nexport interface Env extends BaseEnv {}\n',
  "web/front-door/src/index.ts": 'import { health } from "@ven/kit";\nexport default { fetch: () => health() };\n',
  "workers/identity/package.json": manifest("@ven/worker-identity", ["@ven/kit"]),
  "workers/identity/tsconfig.json": tsconfig,
  "workers/identity/wrangler.toml": `name = "ven-identity"
main = "src/index.ts"
compatibility_date = "2026-10-01"
workers_dev = false
[vars]
SELF_ORIGIN = "https://id.city.example"
${d1}`,
  "workers/identity/src/env.ts":
    'import type { BaseEnv } from "@ven/kit";\nexport interface Env extends BaseEnv {\n  DB: D1Database;\n}\n',
  "workers/identity/src/index.ts": `import { health } from "@ven/kit";
import { WorkerEntrypoint } from "cloudflare:workers";
export class Identity extends WorkerEntrypoint {}
export default { fetch: () => health() };
`,
  "workers/queue/package.json": manifest("@ven/worker-queue", ["@ven/kit"]),
  "workers/queue/tsconfig.json": tsconfig,
  "workers/queue/vitest.config.ts": 'export default { test: { name: "queue" } };\n',
  "workers/queue/test/number.test.ts":
    'import { test } from "vitest";\nimport { first } from "../src/number";\ntest("a patient gets number 1 first", ({ expect }) => expect(first).toBe(1));\n',
  "workers/queue/src/number.ts": "export const first = 1;\n",
  "workers/queue/src/env.ts": `import type { BaseEnv } from "@ven/kit";
export interface Env extends BaseEnv {
  DB: D1Database;
  ASSETS: Fetcher;
  HALL: DurableObjectNamespace;
  IDENTITY: Service;
  QUEUE_KEY: string;
}
`,
  "workers/queue/src/index.ts": `import { health } from "@ven/kit";
import { DurableObject } from "cloudflare:workers";
import { first } from "./number";
export class Hall extends DurableObject {}
export default {
  fetch: (request: Request) => (new URL(request.url).pathname === "/healthz" ? health() : new Response(String(first))),
};
`,
  "workers/queue/wrangler.toml": `name = "ven-queue"
main = "src/index.ts"
compatibility_date = "2026-10-01"
workers_dev = false
routes = [{ pattern = "queue.city.example", custom_domain = true }]
[vars]
SELF_ORIGIN = "https://queue.city.example"
[secrets]
required = ["QUEUE_KEY"]
[assets]
directory = "../../web/dist/queue"
binding = "ASSETS"
[[durable_objects.bindings]]
name = "HALL"
class_name = "Hall"
[[migrations]]
tag = "v1"
new_sqlite_classes = ["Hall"]
[[services]]
binding = "IDENTITY"
service = "ven-identity"
entrypoint = "Identity"
${d1}`,
  "migrations/city/202611220900_identity_organisations.sql":
    "-- owner: identity\nCREATE TABLE id_organisation (id TEXT PRIMARY KEY) STRICT;\n",
  "migrations/city/202611220901_identity_people.sql":
    "-- owner: identity\nCREATE TABLE id_person (id TEXT PRIMARY KEY) STRICT;\n",
  "migrations/city/202611220902_queue_tickets.sql": `-- owner: queue
-- needs: 202611220900_identity_organisations
CREATE TABLE queue_ticket (id TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT;
CREATE TRIGGER queue_ticket_kept BEFORE DELETE ON queue_ticket BEGIN
  SELECT RAISE(ABORT, 'a ticket is kept; it is cancelled, not deleted');
END;
`,
};

/** Lays down a city in a folder of its own, with the tools of this tree. `write`, `commit`, `release` act on it. */
export function layCity() {
  const base = mkdtempSync(path.join(tmpdir(), "ven-city-"));
  const folder = path.join(base, "city");
  const home = path.join(base, "home");
  mkdirSync(folder);
  mkdirSync(home);
  const write = (files) => {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
  };
  const git = (...args) => {
    const { status, stdout, stderr } = spawnSync("git", args, { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
    return stdout.trim();
  };
  const run = (script, args = [], env = {}) =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [path.join(folder, script), ...args], {
        cwd: folder,
        env: { PATH: process.env.PATH, HOME: home, TMPDIR: tmpdir(), ...env },
      });
      let output = "";
      child.stdout.on("data", (chunk) => (output += chunk));
      child.stderr.on("data", (chunk) => (output += chunk));
      child.on("close", (code) => resolve({ code, output }));
    });
  write(city);
  for (const tools of ["tools/lib", "tools/release"])
    cpSync(path.join(root, tools), path.join(folder, tools), { recursive: true });
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  for (const own of ["web/front-door", "workers/identity", "workers/queue"]) {
    mkdirSync(path.join(folder, own, "node_modules/@ven"), { recursive: true });
    symlinkSync("../../../../packages/kit", path.join(folder, own, "node_modules/@ven/kit"));
  }
  git("init", "-q", "-b", "main");
  git("config", "user.name", "Operator");
  git("config", "user.email", "operator@city.example");
  return {
    folder,
    databaseId,
    write,
    git,
    commit() {
      git("add", "-A");
      git("commit", "-q", "--allow-empty", "-m", "change");
      return git("rev-parse", "--short=12", "HEAD");
    },
    land: () => run("tools/release/land.mjs"),
    release: (args, env) => run("tools/release/main.mjs", args, env),
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
}
