import { parseSync } from "vite";

const list = (value) => (Array.isArray(value) ? value : value ? [value] : []);
const d1 = "D1Database";

/** What a wrangler.toml gives to a worker: name → the kind of type that the binding must have, or undefined for any. */
export function bindingsOf(toml) {
  const given = new Map();
  const put = (rows, key, type) => {
    for (const row of list(rows)) given.set(row[key], type);
  };
  put(toml.d1_databases, "binding", d1);
  put(toml.durable_objects?.bindings, "name", "DurableObjectNamespace");
  put(toml.kv_namespaces, "binding", "KVNamespace");
  put(toml.r2_buckets, "binding", "R2Bucket");
  put(toml.queues?.producers, "binding", "Queue");
  put(toml.send_email, "name", "SendEmail");
  put(toml.ratelimits, "name", undefined);
  put(toml.services, "binding", undefined);
  put(toml.analytics_engine_datasets, "binding", "AnalyticsEngineDataset");
  put(toml.assets?.binding ? toml.assets : undefined, "binding", "Fetcher");
  put(toml.version_metadata, "binding", undefined);
  for (const name of Object.keys(toml.vars ?? {})) given.set(name, undefined);
  for (const name of toml.secrets?.required ?? []) given.set(name, "string");
  return given;
}

/** The members of an exported interface: name → `{ optional, type }`, and the interfaces that it extends. */
export function interfaceOf(file, name) {
  const { program } = parseSync(file.path, file.text);
  for (const statement of program.body) {
    const found = statement.declaration ?? statement;
    if (found.type !== "TSInterfaceDeclaration" || found.id.name !== name) continue;
    const members = new Map(
      found.body.body
        .filter((member) => member.type === "TSPropertySignature")
        .map((member) => {
          const type = member.typeAnnotation?.typeAnnotation;
          const text = type ? file.text.slice(type.start, type.end) : "unknown";
          return [member.key.name ?? member.key.value, { optional: member.optional, type: text }];
        }),
    );
    return { members, parents: found.extends.map(({ expression }) => expression.name) };
  }
  return undefined;
}

/** A worker's wrangler.toml gives exactly what its `Env` asks for. Optional members may be missing there. */
export function checkBindings({ config, toml }, envFile, baseFile) {
  const env = interfaceOf(envFile, "Env");
  if (!env) return [`${envFile.path}: exports no interface Env`];
  const base = env.parents.includes("BaseEnv") ? interfaceOf(baseFile, "BaseEnv") : undefined;
  const asked = new Map([...(base?.members ?? []), ...env.members]);
  const given = bindingsOf(toml);
  const problems = [];
  for (const [name, { optional }] of asked)
    if (!optional && !given.has(name)) problems.push(`${config}: gives no ${name}, which ${envFile.path} asks for`);
  for (const [name, type] of given) {
    const member = asked.get(name);
    if (!member) problems.push(`${config}: gives ${name}, which ${envFile.path} does not know`);
    else if (type && !member.type.startsWith(type))
      problems.push(`${envFile.path}: ${name} is a ${member.type}, but ${config} gives a ${type}`);
  }
  return problems;
}
