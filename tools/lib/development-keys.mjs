// Keys of one's own machine: made once, kept in an ignored file, worth nothing anywhere else. Every signing key is
// called `local-…`, and production refuses those.
import { createHmac, generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { root, workers } from "./workspace.mjs";

const file = path.join(root, ".ven/development.json");

/**
 * This machine's keys. `signing` is a ring of two: the first signs, the second is the next one, published already.
 *
 * @returns {{ signing: { active: string, keys: object[] }, peppers: object, masterKeys: object, secrets: object }}
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
  };
}

/** The public halves, as services pin them. */
export const publicKeys = ({ signing }) => ({
  keys: signing.keys.map(({ kty, crv, x, kid }) => ({ kty, crv, x, kid, alg: "EdDSA", use: "sig" })),
});

/**
 * A service's own secret on this machine, by the name of its binding: `ownKey("QUEUE_KEY")`. Derived, so that a service
 * that came later needs no new file; `own` is what it was derived from before the first rotation.
 */
export const ownKey = (name, { secrets, own } = developmentKeys()) =>
  createHmac("sha256", own ?? secrets.keys[secrets.active])
    .update(name)
    .digest("base64url");

const labelOf = (service) => (service === "identity" ? "id" : service);

/**
 * The bindings that each worker of this machine gets, by worker name. A service that binds identity relies on it for
 * sign-in, and every secret that its wrangler.toml requires under a name `…_KEY` is made here.
 *
 * @param {{ port: number, hostSuffix?: string }} options
 */
export async function developmentVariables({ port, hostSuffix = "localhost" }) {
  const keys = developmentKeys();
  const suffix = port === 80 ? hostSuffix : `${hostSuffix}:${port}`;
  const origin = (service) => `http://${labelOf(service)}.${suffix}`;
  const common = { ENVIRONMENT: "development", CITY: process.env.CITY ?? "quang-ninh", TRUSTED_ADDRESS_HEADER: "" };
  const all = workers();
  const relying = all.filter(({ toml }) => toml.vars?.IDENTITY_ORIGIN && toml.secrets?.required?.includes("JWKS"));
  const variables = Object.fromEntries(
    // A second script answers under the origin of its service.
    relying.map(({ name, owner: service, toml }) => [
      name,
      {
        ...common,
        SELF_ORIGIN: origin(service),
        ...(toml.vars.PLAIN_ORIGIN && { PLAIN_ORIGIN: origin(service) }),
        IDENTITY_ORIGIN: origin("identity"),
        JWKS: JSON.stringify(publicKeys(keys)),
        ...Object.fromEntries(
          toml.secrets.required.filter((one) => one.endsWith("_KEY")).map((one) => [one, ownKey(one, keys)]),
        ),
      },
    ]),
  );
  // A script that nobody signs in to still has its secrets.
  for (const { name, owner, toml } of all.filter(({ name, toml }) => !variables[name] && toml.secrets && toml.vars))
    variables[name] = {
      ...common,
      SELF_ORIGIN: origin(owner),
      ...Object.fromEntries((toml.secrets.required ?? []).map((one) => [one, ownKey(one, keys)])),
    };
  return {
    ...variables,
    ven: { ...common, SELF_ORIGIN: `http://${suffix}`, HOST_SUFFIX: suffix, IDENTITY_ORIGIN: origin("identity") },
    "ven-identity": {
      ...common,
      SELF_ORIGIN: origin("identity"),
      IDENTITY_ORIGIN: origin("identity"),
      CLIENTS: JSON.stringify(Object.fromEntries(relying.map(({ owner }) => [owner, origin(owner)]))),
      DELIVERY: "inbox",
      CODES_PER_DAY: "200",
      OPERATOR_KEY: ownKey("OPERATOR_KEY", keys),
      SIGNING_KEYS: JSON.stringify(keys.signing),
      PEPPERS: JSON.stringify(keys.peppers),
      MASTER_KEYS: JSON.stringify(keys.masterKeys),
      SECRETS: JSON.stringify(keys.secrets),
    },
  };
}

/** Writes `.dev.vars` beside each wrangler.toml, so that wrangler on its own finds the same configuration. */
export async function writeDevVars(options) {
  const folders = new Map(workers().map(({ name, folder }) => [name, folder]));
  for (const [worker, variables] of Object.entries(await developmentVariables(options))) {
    const lines = Object.entries(variables).map(([name, value]) => `${name}='${value}'`);
    writeFileSync(path.join(folders.get(worker), ".dev.vars"), `${lines.join("\n")}\n`, { mode: 0o600 });
  }
}
