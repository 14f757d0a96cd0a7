import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { DatabaseSync } from "node:sqlite";

import { unstable_splitSqlQuery as split } from "wrangler";

/**
 * A local stand-in of the part of Cloudflare's API that a release calls. Migrations really run, on SQLite in memory;
 * uploaded modules and bindings are kept, so that a test can look at what would be served.
 *
 * @param token what `Authorization: Bearer` must carry
 * @returns url for CLOUDFLARE_API_BASE_URL, the calls made, scripts by name, `database(id)`, `failOn(pattern)`, `repair()`
 */
export async function standIn({ token }) {
  const state = { calls: [], scripts: new Map(), databases: new Map(), faults: [] };
  const server = createServer((request, response) => {
    void answer(state, token, request).then(
      (result) => send(response, 200, { success: true, errors: [], messages: [], result }),
      (err) =>
        send(response, err.status ?? 500, {
          success: false,
          errors: [{ code: err.code ?? 10013, message: err.message, error_chain: err.chain }],
          messages: [],
          result: null,
        }),
    );
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/client/v4`,
    calls: state.calls,
    scripts: state.scripts,
    database: (id) => databaseOf(state, id),
    failOn: (pattern) => state.faults.push(pattern),
    repair: () => state.faults.splice(0),
    reset() {
      state.calls.length = 0;
      state.scripts.clear();
      state.databases.clear();
      state.faults.length = 0;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

const refuse = (status, code, message) => {
  throw Object.assign(new Error(message), { status, code });
};

function send(response, status, body) {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return new Response(Buffer.concat(chunks), { headers: { "content-type": request.headers["content-type"] ?? "" } });
}

async function answer(state, token, request) {
  const { pathname } = new URL(request.url, "http://stand-in");
  const call = `${request.method} ${pathname.replace(/^\/client\/v4\/accounts\/[^/]+/, "")}`;
  state.calls.push(call);
  const body = await bodyOf(request);
  // Uploads of assets carry a token of their own, which the session gave.
  const bearer = pathname.endsWith("/workers/assets/upload") ? "assets-token" : token;
  if (request.headers.authorization !== `Bearer ${bearer}`) refuse(403, 10000, "Authentication error");
  if (state.faults.some((pattern) => pattern.test(call))) refuse(400, 10013, "the stand-in was told to fail");
  for (const [pattern, act] of routes) {
    const found = pattern.exec(call);
    if (found) return act(state, { ...found.groups, body, script: state.scripts.get(found.groups?.name) });
  }
  return refuse(404, 7003, `no route for ${call}`);
}

const known = (script) => script ?? refuse(404, 10007, "This Worker does not exist on your account.");

const routes = [
  [
    /^GET \/workers\/services\/(?<name>[^/]+)$/,
    (_, { script }) => ({
      default_environment: {
        environment: "production",
        script: {
          last_deployed_from: "wrangler",
          tag: known(script).tag,
          migration_tag: script.migrationTag,
          tags: [],
        },
      },
    }),
  ],
  [/^PUT \/workers\/scripts\/(?<name>[^/]+)$/, upload],
  [/^POST \/workers\/scripts\/(?<name>[^/]+)\/versions$/, uploadVersion],
  [
    /^POST \/workers\/scripts\/(?<name>[^/]+)\/deployments$/,
    async (_, { script, body }) => addDeployment(known(script), (await body.json()).versions),
  ],
  [/^GET \/workers\/scripts\/[^/]+\/secrets$/, () => []],
  [
    /^GET \/workers\/scripts\/(?<name>[^/]+)\/deployments$/,
    (_, { script }) => ({ deployments: known(script).deployments }),
  ],
  [
    /^(GET|PATCH) \/workers\/scripts\/[^/]+\/(settings|script-settings)$/,
    () => ({ bindings: [], tags: [], logpush: false }),
  ],
  [/^(GET|POST) \/workers\/scripts\/[^/]+\/subdomain$/, () => ({ enabled: false, previews_enabled: false })],
  [/^(GET|PUT) \/workers\/scripts\/[^/]+\/schedules$/, () => ({ schedules: [] })],
  [
    /^GET \/workers\/workers\/(?<name>[^/]+)$/,
    (_, { name, script }) => ({
      id: known(script).tag,
      name,
      subdomain: { enabled: false, previews_enabled: false },
      observability: { enabled: false },
      tags: [],
      references: {},
    }),
  ],
  [
    /^POST \/workers\/scripts\/[^/]+\/domains\/changeset$/,
    () => ({ added: [], removed: [], updated: [], conflicting: [] }),
  ],
  [/^PUT \/workers\/scripts\/[^/]+\/domains\/records$/, () => []],
  [
    /^POST \/workers\/scripts\/[^/]+\/assets-upload-session$/,
    async (_, { body }) => {
      const { manifest } = await body.json();
      return { jwt: "assets-token", buckets: [[...new Set(Object.values(manifest).map(({ hash }) => hash))]] };
    },
  ],
  [/^POST \/workers\/assets\/upload$/, () => ({ jwt: "assets-done" })],
  [
    /^GET \/d1\/database\/(?<id>[^/]+)$/,
    (_, { id }) => ({ uuid: id, name: "city", version: "production", num_tables: 1, file_size: 4096 }),
  ],
  [/^POST \/d1\/database\/(?<id>[^/]+)\/query$/, query],
];

/** Keeps a version: the modules and bindings that were uploaded. It serves nobody until it is deployed. */
async function addVersion(state, name, body) {
  const form = await body.formData();
  const text = (part) => (typeof part === "string" ? part : part.text());
  const metadata = JSON.parse(await text(form.get("metadata")));
  const script = state.scripts.get(name) ?? { tag: randomUUID(), secrets: new Set(), versions: [], deployments: [] };
  const secrets = new Set(script.secrets);
  for (const binding of metadata.bindings) {
    if (binding.type === "service" && binding.service !== name && !state.scripts.has(binding.service))
      refuse(400, 10143, `binding ${binding.name} refers to ${binding.service}, which is not deployed`);
    if (binding.type === "secret_text") secrets.add(binding.name);
    if (binding.type === "inherit" && !secrets.has(binding.name))
      refuse(400, 10057, `inherit binding '${binding.name}' is invalid: the script has no such binding`);
  }
  const modules = new Map();
  for (const [key, file] of form) if (key !== "metadata") modules.set(key, await text(file));
  const bindings = metadata.bindings.filter(({ type }) => type !== "secret_text");
  const version = { id: randomUUID(), metadata: { ...metadata, bindings }, modules };
  state.scripts.set(name, {
    ...script,
    secrets,
    migrationTag: metadata.migrations?.new_tag ?? script.migrationTag,
    versions: [version, ...script.versions],
  });
  return version;
}

const addDeployment = (script, versions) => {
  const deployment = { id: randomUUID(), source: "wrangler", strategy: "percentage", versions };
  script.deployments.unshift(deployment);
  return deployment;
};

async function upload(state, { name, body }) {
  const { id } = await addVersion(state, name, body);
  const script = state.scripts.get(name);
  addDeployment(script, [{ version_id: id, percentage: 100 }]);
  return { id: name, tag: script.tag, deployment_id: id, etag: id, startup_time_ms: 4 };
}

async function uploadVersion(state, { name, body }) {
  const { id, metadata } = await addVersion(state, name, body);
  return {
    id,
    startup_time_ms: 4,
    metadata: { has_preview: false },
    resources: {
      script: { etag: id, handlers: ["fetch"] },
      script_runtime: { compatibility_date: metadata.compatibility_date },
      bindings: metadata.bindings,
    },
  };
}

function databaseOf(state, id) {
  const database = state.databases.get(id) ?? new DatabaseSync(":memory:");
  state.databases.set(id, database);
  return database;
}

/** One query is one transaction, as on D1: a migration file and the row that records it stand or fall together. */
async function query(state, { id, body }) {
  const { sql, params = [] } = await body.json();
  const database = databaseOf(state, id);
  database.exec("BEGIN");
  try {
    const results = split(sql).map((statement) => ({
      results: database.prepare(statement).all(...params),
      success: true,
      meta: { duration: 0, rows_read: 0, rows_written: 0 },
    }));
    database.exec("COMMIT");
    return results;
  } catch (err) {
    database.exec("ROLLBACK");
    return refuse(400, 7500, err.message);
  }
}
