import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import { afterAll, beforeAll, describe, test } from "vitest";

import { bundle } from "../../tools/lib/bundle.mjs";
import { startCity } from "../../tools/lib/city.mjs";
import { developmentKeys } from "../../tools/lib/development-keys.mjs";
import { seed } from "../../tools/lib/seed.mjs";

const root = path.join(import.meta.dirname, "../..");
const run = promisify(execFile);
const folder = mkdtempSync(path.join(tmpdir(), "ven-operator-"));
const file = path.join(folder, "secrets.json");
const state = path.join(folder, "state");
let city;

/** A deployment runs with what its secrets were when it was released. */
async function release() {
  const port = city?.port;
  await city?.dispose();
  const secrets = JSON.parse(readFileSync(file, "utf8"));
  city = await startCity({ port, state, variables: { "ven-identity": secrets } });
}

const identity = (command, secrets = file) =>
  run(
    process.execPath,
    [path.join(root, "tools/identity.mjs"), command, "--at", city.originOf("id"), "--secrets", secrets],
    {
      cwd: root,
    },
  );
const say = async (command) => (await identity(command)).stdout;

/** As if somebody had waited as long as the command said. */
function timePasses(secret) {
  const secrets = JSON.parse(readFileSync(file, "utf8"));
  const ring = JSON.parse(secrets[secret]);
  for (const times of Object.values(ring.since ?? {}))
    for (const name of Object.keys(times)) times[name] -= 26 * 3_600_000;
  writeFileSync(file, JSON.stringify({ ...secrets, [secret]: JSON.stringify(ring) }));
}

describe("an operator of a running city", () => {
  beforeAll(async () => {
    await bundle("development");
    const { signing, peppers, masterKeys, secrets } = developmentKeys();
    const rings = { SIGNING_KEYS: signing, PEPPERS: peppers, MASTER_KEYS: masterKeys, SECRETS: secrets };
    const texts = Object.fromEntries(Object.entries(rings).map(([name, ring]) => [name, JSON.stringify(ring)]));
    writeFileSync(file, JSON.stringify({ ...texts, OPERATOR_KEY: "o".repeat(43) }));
    await release();
    await seed(city);
  });
  afterAll(async () => {
    await city?.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  test("rotates the master key step by step, over releases, and every person's key follows", async ({ expect }) => {
    expect(await say("rotate-master-key")).toContain("is made and not used yet");
    expect(await say("rotate-master-key")).toContain("does not run with MASTER_KEYS");
    await release();
    expect(await say("rotate-master-key")).toContain("Wait until");
    timePasses("MASTER_KEYS");
    expect(await say("rotate-master-key")).toContain("is in use from now on");
    await release();
    const moved = await identity("rotate-master-key");
    expect(moved.stderr).toMatch(/\d+ rows moved from/);
    expect(moved.stdout).toContain("Wait until");
    timePasses("MASTER_KEYS");
    expect(await say("rotate-master-key")).toContain("is gone");
    await release();
    expect(await say("rotate-master-key")).toContain("done");
    const vault = await city.mf.getD1Database("VAULT", "ven-identity");
    const { results } = await vault.prepare("SELECT master_key, count(*) AS n FROM id_vault_key GROUP BY 1").all();
    const { active } = JSON.parse(JSON.parse(readFileSync(file, "utf8")).MASTER_KEYS);
    expect(results).toEqual([{ master_key: active, n: expect.any(Number) }]);
  });

  test("seals, verifies, purges and replays; a changed row ends the command with 1", async ({ expect }) => {
    const db = await city.mf.getD1Database("DB", "ven-identity");
    await db.prepare("INSERT INTO id_audit (id, at, actor, action, object) VALUES ('x', 5, 'p', 'a', 'o')").run();
    expect(JSON.parse(await say("seal-audit"))).toEqual({ sealed: 1 });
    expect(await say("verify-audit")).toContain("identity: 1 seals over 1 rows, all as sealed");
    expect(await say("replay-erasures")).toContain("0 erased again");
    expect(JSON.parse(await say("purge"))).toMatchObject({});
    await db.batch([
      db.prepare("DROP TRIGGER id_audit_stays"),
      db.prepare("DROP TRIGGER id_audit_is_kept"),
      db.prepare("INSERT INTO id_audit (id, at, actor, action, object) VALUES ('y', 6, 'q', 'a', 'o')"),
      db.prepare("UPDATE id_audit SET at = 86400000000 WHERE id = 'x'"),
      db.prepare("UPDATE id_audit SET at = 86400000000 WHERE id = 'y'"),
    ]);
    await expect(identity("verify-audit")).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining("rows-") });
  });

  test("is not let in with another key", async ({ expect }) => {
    const other = path.join(folder, "other.json");
    writeFileSync(other, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), OPERATOR_KEY: "x".repeat(43) }));
    await expect(identity("verify-audit", other)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("does not take this operator's key"),
    });
    await expect(identity("abolish-everything")).rejects.toMatchObject({ code: 2 });
  });
});
