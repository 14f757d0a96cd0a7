// Keys of one's own machine: made once, kept in an ignored file, worth nothing anywhere else. Every signing key is
// called `local-…`, and production refuses those.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const file = path.join(root, ".ven/development.json");

/**
 * This machine's keys. `signing` is a ring of two: the first signs, the second is the next one, published already.
 *
 * @returns {{ signing: { active: string, keys: object[] }, peppers: object, masterKeys: object, secrets: object, queueKey: string }}
 */
export function developmentKeys() {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (err) {
    if (err.code !== "ENOENT") throw err;
  }
  mkdirSync(path.dirname(file), { recursive: true });
  try {
    // `wx`: when two programs start at once, the second takes the first one's keys.
    writeFileSync(file, `${JSON.stringify(newKeys(), null, 1)}\n`, { mode: 0o600, flag: "wx" });
  } catch (err) {
    if (err.code !== "EEXIST") throw err;
  }
  return JSON.parse(readFileSync(file, "utf8"));
}

function newKeys() {
  const id = () => randomBytes(4).toString("hex");
  const key = () => randomBytes(32).toString("base64url");
  const signing = Array.from({ length: 2 }, () => ({
    ...generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" }),
    kid: `local-${id()}`,
  }));
  return {
    signing: { active: signing[0].kid, keys: signing },
    peppers: { active: "p1", keys: { p1: key() } },
    masterKeys: { active: "m1", keys: { m1: key() } },
    secrets: { active: "s1", keys: { s1: key() } },
    queueKey: key(),
  };
}

/** The public halves, as services pin them. */
export const publicKeys = ({ signing }) => ({
  keys: signing.keys.map(({ kty, crv, x, kid }) => ({ kty, crv, x, kid, alg: "EdDSA", use: "sig" })),
});

/**
 * The bindings that each worker of this machine gets, by worker name.
 *
 * @param {{ port: number, hostSuffix?: string }} options
 */
export async function developmentVariables({ port, hostSuffix = "localhost" }) {
  const keys = developmentKeys();
  const suffix = port === 80 ? hostSuffix : `${hostSuffix}:${port}`;
  const origin = (service) => `http://${service}.${suffix}`;
  const common = { ENVIRONMENT: "development", CITY: process.env.CITY ?? "quang-ninh", TRUSTED_ADDRESS_HEADER: "" };
  const relying = { IDENTITY_ORIGIN: origin("id"), JWKS: JSON.stringify(publicKeys(keys)) };
  return {
    ven: { ...common, SELF_ORIGIN: `http://${suffix}`, HOST_SUFFIX: suffix, IDENTITY_ORIGIN: origin("id") },
    "ven-identity": {
      ...common,
      SELF_ORIGIN: origin("id"),
      IDENTITY_ORIGIN: origin("id"),
      CLIENTS: JSON.stringify({ queue: origin("queue") }),
      DELIVERY: "inbox",
      CODES_PER_DAY: "200",
      SIGNING_KEYS: JSON.stringify(keys.signing),
      PEPPERS: JSON.stringify(keys.peppers),
      MASTER_KEYS: JSON.stringify(keys.masterKeys),
      SECRETS: JSON.stringify(keys.secrets),
    },
    "ven-queue": { ...common, ...relying, SELF_ORIGIN: origin("queue"), QUEUE_KEY: keys.queueKey },
  };
}

/** Where each worker's wrangler.toml is, and so its `.dev.vars`. */
const folders = { ven: ".", "ven-identity": "workers/identity", "ven-queue": "workers/queue" };

/** Writes `.dev.vars` beside each wrangler.toml, so that wrangler on its own finds the same configuration. */
export async function writeDevVars(options) {
  for (const [worker, variables] of Object.entries(await developmentVariables(options))) {
    const lines = Object.entries(variables).map(([name, value]) => `${name}='${value}'`);
    writeFileSync(path.join(root, folders[worker], ".dev.vars"), `${lines.join("\n")}\n`, { mode: 0o600 });
  }
}
