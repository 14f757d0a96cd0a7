// What an operator does with identity under the floor. It acts on a running deployment (`--at`, by default the city of
// this machine) with its operator's key, and on the file that holds the deployment's secrets (`--secrets`).
import "./lib/pinned-node.mjs";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

const { root } = await import("./lib/workspace.mjs");
const { developmentKeys, ownKey, publicKeys } = await import("./lib/development-keys.mjs");
const { nextStep } = await import("./lib/key-rings.mjs");
const { localFetch } = await import("./lib/http.mjs");

const usage = `node tools/identity.mjs <command> [--at https://id.city.example --secrets secrets.json]

  rotate-master-key     wraps every subject's key anew
  rotate-pepper         makes every index anew
  rotate-signing-key    publishes, uses, retires keys that sign tokens
  rotate-secret         the same for what seals handles, challenges and messages
  verify-audit          compares every service's audit log with its seals; exit code 1 when something differs
  seal-audit            seals identity's audit log until yesterday
  purge                 runs identity's retention job
  replay-erasures       after a restore: erases again whoever was erased since the backup
  officers              who holds an appointed role in --organisation
  appoint               invites somebody to a role that no page gives: --organisation --role --name --contact --decision
                        [--until 2027-12-31]; roles: data-protection-officer, province-administrator, administrator
  dismiss               ends such a role at once: --organisation --role --subject --decision

A rotation goes one step at a time; it says what to release, or until when to wait, and the same command goes on.
Without --at and --secrets it is the city of this machine: restart npm start where it says release.`;

const kinds = {
  "rotate-master-key": { kind: "masterKeys", secret: "MASTER_KEYS", prefix: "m", move: "rewrap" },
  "rotate-pepper": { kind: "peppers", secret: "PEPPERS", prefix: "p", move: "reindex" },
  "rotate-signing-key": { kind: "signing", secret: "SIGNING_KEYS" },
  "rotate-secret": { kind: "secrets", secret: "SECRETS", prefix: "s" },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: Object.fromEntries(
    ["at", "secrets", "organisation", "role", "name", "contact", "subject", "decision", "until"].map((name) => [
      name,
      { type: "string" },
    ]),
  ),
});
const [command] = positionals;
if ((values.at === undefined) !== (values.secrets === undefined)) stop("--at and --secrets go together.", 2);
const store = values.secrets === undefined ? localStore() : fileStore(path.resolve(values.secrets));
const origin = values.at ?? `http://id.localhost:${process.env.PORT ?? 8787}`;
const fetch = localFetch();

try {
  if (command in kinds) await rotate(kinds[command]);
  else if (command === "verify-audit") await verify();
  else if (command === "seal-audit" || command === "purge") console.log(JSON.stringify(await ask(command)));
  else if (command === "replay-erasures") await replay();
  else if (command === "officers") await officers(values);
  else if (command === "appoint") await appoint(values);
  else if (command === "dismiss") await dismiss(values);
  else stop(usage, command === undefined ? 0 : 2);
} catch (err) {
  stop(err.message, 1);
} finally {
  await fetch.close();
}

async function rotate({ kind, secret, prefix, move }) {
  for (;;) {
    const ring = store.read(secret);
    const running = await ask("keys");
    const inUse = running[kind];
    const names = Array.isArray(ring.keys) ? ring.keys.map(({ kid }) => kid) : Object.keys(ring.keys);
    if (inUse.active !== ring.active || names.some((name) => !inUse.names.includes(name)))
      return console.log(`${origin} does not run with ${secret} of ${store.name} yet. ${store.release}`);
    const {
      step,
      ring: next,
      name,
      until,
    } = nextStep(kind, ring, { now: Date.now(), rows: inUse.rows, newKey: newKey(prefix) });
    if (step === "wait")
      return console.log(`Wait until ${new Date(until).toISOString()} (key ${name}), then type it again.`);
    if (step === "move") {
      await moveAll(move, name);
      continue;
    }
    store.write(secret, next);
    if (step === "done") return console.log(`${secret}: done. Key ${ring.active} is in use; no other holds anything.`);
    const said = { publish: "is made and not used yet", use: "is in use from now on", retire: "is gone" };
    return console.log(`${secret}: key ${name} ${said[step]}. ${store.release} Then type it again.`);
  }
}

async function moveAll(move, old) {
  let after = "";
  let moved = 0;
  do {
    const step = await ask(move, { after });
    moved += step.moved;
    after = step.next;
    process.stderr.write(`\r${moved} rows moved from ${old}`);
  } while (after !== undefined);
  process.stderr.write("\n");
}

async function verify() {
  let wrong = 0;
  for (const service of ["identity", "queue", "ask", "classrooms", "wifi"]) {
    const { seals, rows, problems } = await ask("verify-audit", { service });
    console.log(
      `${service}: ${seals} seals over ${rows} rows, ${problems.length ? `${problems.length} PROBLEMS` : "all as sealed"}`,
    );
    for (const { from, to, what } of problems)
      console.log(`  ${what} between ${new Date(from).toISOString()} and ${new Date(to).toISOString()}`);
    wrong += problems.length;
  }
  if (wrong) process.exitCode = 1;
}

async function replay() {
  let cursor;
  let again = 0;
  do {
    const page = await ask("replay-erasures", cursor === undefined ? {} : { cursor });
    again += page.again;
    cursor = page.cursor;
  } while (cursor !== undefined);
  console.log(`${again} erased again.`);
}

async function officers({ organisation }) {
  const found = await ask("officers", { organisation: organisation ?? "" });
  for (const { subject, name, role, validTo } of found)
    console.log(`${role}  ${name}  ${subject}${validTo === null ? "" : `  until ${new Date(validTo).toISOString()}`}`);
  if (found.length === 0) console.log(`Nobody holds an appointed role in ${organisation}.`);
}

async function appoint({ organisation, role, name, contact, decision, until }) {
  const end = until === undefined ? undefined : Date.parse(`${until}T23:59:59+07:00`);
  const answer = await ask("appoint", { organisation, role, name, contact, decision, until: end });
  if (!answer.ok) throw new Error(`Not appointed: ${answer.reason}.`);
  console.log(`An invitation went to ${answer.sentTo}. It is good for 72 hours; the role begins when it is taken.`);
}

async function dismiss({ organisation, role, subject, decision }) {
  const { ended } = await ask("dismiss", { organisation, role, subject, decision });
  if (!ended) throw new Error(`${subject} does not hold that role in ${organisation}.`);
  console.log("The role ended, and every token that carries it ends within 10 s.");
}

async function ask(what, body) {
  const answer = await fetch(`${origin}/operator/${what}`, {
    method: what === "keys" ? "GET" : "POST",
    headers: { authorization: `Bearer ${store.operatorKey()}`, "content-type": "application/json" },
    ...(what !== "keys" && { body: JSON.stringify(body ?? {}) }),
  }).catch(() => {
    throw new Error(`${origin} does not answer. Is it running?`);
  });
  const text = await answer.text();
  if (answer.status === 404) throw new Error(`${origin} does not take this operator's key.`);
  if (!answer.ok) throw new Error(`${what}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

function newKey(prefix) {
  return () => {
    if (prefix) return { name: `${prefix}${Date.now().toString(36)}`, key: randomBytes(32).toString("base64url") };
    const kid = `${store.kidPrefix}${randomBytes(4).toString("hex")}`;
    return { name: kid, key: { ...generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" }), kid } };
  };
}

/** This machine's own keys, in the file that `npm start` reads. */
function localStore() {
  const file = path.join(root, ".ven/development.json");
  const names = { MASTER_KEYS: "masterKeys", PEPPERS: "peppers", SIGNING_KEYS: "signing", SECRETS: "secrets" };
  return {
    name: "this machine",
    release: "Restart npm start.",
    kidPrefix: "local-",
    operatorKey: () => ownKey("OPERATOR_KEY"),
    read: (secret) => developmentKeys()[names[secret]],
    write(secret, ring) {
      const keys = developmentKeys();
      const { secrets, own = secrets.keys[secrets.active] } = keys;
      writeFileSync(file, `${JSON.stringify({ ...keys, own, [names[secret]]: ring }, null, 1)}\n`, { mode: 0o600 });
    },
  };
}

/** The secrets of a deployment, as `npm run release -- identity --secrets-file` takes them. */
function fileStore(file) {
  const read = () => JSON.parse(readFileSync(file, "utf8"));
  return {
    name: file,
    release: `Put its secrets in place (npx wrangler secret bulk ${file} --name ven-identity), and JWKS in every service that pins it.`,
    kidPrefix: "k",
    operatorKey: () => read().OPERATOR_KEY ?? stop(`${file} has no OPERATOR_KEY.`, 2),
    read: (secret) => JSON.parse(read()[secret]),
    write(secret, ring) {
      const secrets = { ...read(), [secret]: JSON.stringify(ring) };
      if (secret === "SIGNING_KEYS") secrets.JWKS = JSON.stringify(publicKeys({ signing: ring }));
      writeFileSync(file, `${JSON.stringify(secrets, null, 1)}\n`, { mode: 0o600 });
    },
  };
}

function stop(message, code) {
  (code ? console.error : console.log)(message);
  process.exit(code);
}
