import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { afterAll, beforeAll, beforeEach, describe, test, vi } from "vitest";

import { layCity } from "./fixture.mjs";
import { standIn } from "./stand-in.mjs";

// Some stories are five whole releases; a busy machine takes its time.
vi.setConfig({ testTimeout: 300_000 });

const token = "operator-token-nobody-may-read";
const secret = "a-key-that-is-never-printed";
let api;
let city;
let start;
let operator;
let secrets;

beforeAll(async () => {
  api = await standIn({ token });
  city = layCity();
  await city.land();
  start = city.commit();
  operator = { CLOUDFLARE_API_BASE_URL: api.url, CLOUDFLARE_API_TOKEN: token, CLOUDFLARE_ACCOUNT_ID: "province" };
  secrets = path.join(city.folder, "../secrets.env");
  writeFileSync(secrets, `QUEUE_KEY=${secret}\n`);
});
afterAll(async () => {
  await api?.close();
  city?.remove();
});
beforeEach(() => {
  api.reset();
  city.git("reset", "-q", "--hard", start);
});

const tables = () =>
  api
    .database(city.databaseId)
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB '*_*' AND name NOT GLOB 'sqlite_*' ORDER BY name",
    )
    .all()
    .map(({ name }) => name);
const applied = () =>
  api
    .database(city.databaseId)
    .prepare("SELECT name FROM d1_migrations ORDER BY name")
    .all()
    .map(({ name }) => name);
const served = (name) => {
  const script = api.scripts.get(name);
  const id = script?.deployments[0].versions[0].version_id;
  return script?.versions.find((version) => version.id === id);
};
const changed = async (files) => {
  city.write(files);
  await city.land();
  return city.commit();
};
const refused = ({ code, output }, expected, ...words) => {
  if (code !== expected || words.some((word) => !output.includes(word)))
    throw new Error(`expected exit code ${expected} and the words ${words.join(", ")}, got ${code}:\n${output}`);
};

describe("an operator releases the queue", () => {
  test("after identity, then once more, and each time only what is new is applied", async ({ expect }) => {
    const queue = (...more) => city.release(["queue", ...more], operator);
    refused(await queue(), 5, "QUEUE_KEY", "npm run release -- <service> --secrets-file");
    refused(await queue("--secrets-file", secrets), 5, "ven-identity");
    expect(api.scripts.size).toBe(0);

    refused(await city.release(["identity"], operator), 0, `identity@${start} is released`);
    expect(tables()).toContain("id_person");

    const first = await queue("--secrets-file", secrets);
    refused(first, 0, `queue@${start} is released`, "queue.city.example");
    expect(first.output).not.toContain(token);
    expect(first.output).not.toContain(secret);
    expect(served("ven-queue").modules.get("index.js")).toContain("/healthz");
    expect(served("ven-queue").metadata.annotations["workers/tag"]).toBe(start);
    expect(first.output).toContain(served("ven-queue").id);
    expect(city.git("tag")).toContain(`queue@${start}`);

    // Now that this release is out, the next one may take away what it no longer needs.
    const version = await changed({
      "migrations/city/202611230900_queue_smaller.sql": `-- owner: queue\n-- contract: after queue@${start}\nDROP TRIGGER queue_ticket_kept;\n`,
    });
    const before = applied();
    refused(await queue(), 0, "applied 202611230900_queue_smaller", `queue@${version} is released`);
    expect(applied()).toEqual([...before, "202611230900_queue_smaller.sql"]);
    expect(api.scripts.get("ven-queue").deployments).toHaveLength(2);
    expect(served("ven-queue").metadata.annotations["workers/tag"]).toBe(version);
  });

  test("and no other service's migration runs but the one that it needs", async ({ expect }) => {
    const queue = {
      "workers/queue/wrangler.toml": read("workers/queue/wrangler.toml").replace(/\[\[services\]\][^[]*/, ""),
    };
    const env = { "workers/queue/src/env.ts": read("workers/queue/src/env.ts").replace("  IDENTITY: Service;\n", "") };
    await changed({ ...queue, ...env });
    refused(await city.release(["queue", "--secrets-file", secrets], operator), 0, "is released");
    expect(applied()).toEqual(["202611220900_identity_organisations.sql", "202611220902_queue_tickets.sql"]);
    expect(tables()).not.toContain("id_person");
  });

  test("on trial: nobody is called, nothing is changed, no credentials are needed", async ({ expect }) => {
    const { CLOUDFLARE_API_BASE_URL } = operator;
    const trial = await city.release(["queue", "--dry-run"], { CLOUDFLARE_API_BASE_URL });
    refused(trial, 0, "202611220902_queue_tickets", "can be released");
    expect(api.calls).toEqual([]);
    expect(city.git("status", "--porcelain")).toBe("");
    expect(city.git("tag", "--points-at", "HEAD", "--list", "front-door@*")).toBe("");
  });

  test("or the front door, which has no database", async ({ expect }) => {
    refused(await city.release(["front-door"], operator), 0, "front-door@");
    expect(api.calls.filter((call) => call.includes("/d1/"))).toEqual([]);
    expect(served("ven").modules.has("index.js")).toBe(true);
  });
});

describe("an operator is refused before anything leaves", () => {
  const release = (...more) => city.release(["queue", ...more], operator);

  test("without a service, with an unknown one, with two, with a wrong option or without credentials", async ({
    expect,
  }) => {
    for (const args of [[], ["parking"], ["queue", "identity"], ["queue", "--force"]])
      refused(await city.release(args, operator), 2);
    refused(await city.release(["queue"], { ...operator, CLOUDFLARE_API_TOKEN: "" }), 2, "CLOUDFLARE_API_TOKEN");
    expect(api.calls).toEqual([]);
  });

  test("with changes that are not committed", async ({ expect }) => {
    city.write({ "workers/queue/src/number.ts": "export const first = 2;\n" });
    refused(await release(), 2, "number.ts");
    expect(api.calls).toEqual([]);
  });

  test("with a migration that takes something away", async ({ expect }) => {
    await changed({ "migrations/city/202611230900_queue_smaller.sql": "-- owner: queue\nDROP TABLE queue_ticket;\n" });
    refused(await release(), 3, "202611230900_queue_smaller.sql", "does not only expand");
    const premature = "-- owner: queue\n-- contract: after queue@0123456789ab\nDROP TABLE queue_ticket;\n";
    city.git("reset", "-q", "--hard", start);
    await changed({ "migrations/city/202611230900_queue_smaller.sql": premature });
    refused(await release(), 3, "queue@0123456789ab, which has not been released");
    expect(api.calls).toEqual([]);
  });

  test("with a landed migration that was changed, or a new one that has not landed", async ({ expect }) => {
    const file = "migrations/city/202611220902_queue_tickets.sql";
    city.write({ [file]: `${read(file)}CREATE INDEX queue_n ON queue_ticket (n);\n` });
    city.commit();
    refused(await release(), 3, file, "was changed since");
    city.git("reset", "-q", "--hard", start);
    city.write({
      "migrations/city/202611230900_queue_more.sql": "-- owner: queue\nCREATE TABLE queue_more (a TEXT) STRICT;\n",
    });
    city.commit();
    refused(await release(), 3, "has not landed");
    expect(api.calls).toEqual([]);
  });

  test("with code that breaks a rule of the house, its types or its tests", async ({ expect }) => {
    await changed({ "workers/queue/src/number.ts": 'import "drizzle-orm";\nexport const first = 1;\n' });
    refused(await release(), 3, "a verb imports drizzle-orm");
    await changed({ "workers/queue/src/number.ts": "export const first: string = 1;\n" });
    refused(await release(), 3, "types do not fit");
    await changed({ "workers/queue/src/number.ts": "export const first = 2;\n" });
    refused(await release(), 3, "tests fail", "a patient gets number 1 first");
    expect(api.calls).toEqual([]);
  });

  test("with a bundle over its budget", async ({ expect }) => {
    const noise = randomBytes(100_000).toString("base64");
    await changed({
      "workers/queue/src/number.ts": `export const first = 1;\nexport const noise = "${noise}";\n`,
      ...using("noise"),
    });
    refused(await release(), 3, "80 are allowed");
    expect(api.calls).toEqual([]);
  });

  test("with a bundle that holds development parts", async ({ expect }) => {
    const marker = ["ven", "development", "only"].join("-");
    await changed({
      "workers/queue/src/number.ts": `export const first = 1;\nexport const inbox = "${marker}";\n`,
      ...using("inbox"),
    });
    refused(await release(), 3, marker);
    expect(api.calls).toEqual([]);
  });

  test("with a worker that does not start, or a migration that does not run", async ({ expect }) => {
    await changed({
      "workers/queue/src/number.ts":
        'export const first = 1;\nexport const key = navigator.userAgent === "Cloudflare-Workers" ? atob("!") : "";\n',
      ...using("key"),
    });
    refused(await release(), 3, "queue does not start");
    city.git("reset", "-q", "--hard", start);
    await changed({
      "migrations/city/202611230900_queue_index.sql":
        "-- owner: queue\nCREATE INDEX queue_i ON queue_ticket (missing);\n",
    });
    refused(await release(), 3, "queue does not start", "missing");
    expect(api.calls).toEqual([]);
  });
});

describe("an operator learns what happened when the other side fails", () => {
  test("while migrations run: the file is not applied, nothing is deployed, no tag is left", async ({ expect }) => {
    refused(await city.release(["identity"], operator), 0);
    const before = applied();
    await changed({
      "migrations/city/202611230900_identity_a.sql": "-- owner: identity\nCREATE TABLE id_a (a TEXT) STRICT;\n",
      // The table that the database already has makes the second statement fail: the first must not remain.
      "migrations/city/202611230901_identity_b.sql":
        "-- owner: identity\nCREATE TABLE id_b (b TEXT) STRICT;\nCREATE TABLE id_c (c TEXT) STRICT;\n",
    });
    api.database(city.databaseId).exec("CREATE TABLE id_c (c TEXT)");
    const failed = await city.release(["identity"], operator);
    refused(failed, 4, "identity was not deployed", "id_c");
    expect(applied()).toEqual([...before, "202611230900_identity_a.sql"]);
    expect(tables()).not.toContain("id_b");
    expect(api.scripts.get("ven-identity").deployments).toHaveLength(1);
    expect(city.git("tag", "--points-at", "HEAD")).toBe("");
    api.database(city.databaseId).exec("DROP TABLE id_c");
    refused(await city.release(["identity"], operator), 0, "applied 202611230901_identity_b");
  });

  test("while the service is uploaded: what was applied is named, and the same command goes on later", async ({
    expect,
  }) => {
    api.failOn(/^PUT \/workers\/scripts\/ven-identity$/);
    const failed = await city.release(["identity"], operator);
    refused(failed, 5, "identity was not deployed", "202611220901_identity_people", "told to fail");
    expect(failed.output).not.toContain(token);
    expect(api.scripts.size).toBe(0);
    api.repair();
    refused(await city.release(["identity"], operator), 0, "up to date", "is released");
  });

  test("because the token is not accepted", async ({ expect }) => {
    const wrong = await city.release(["identity"], { ...operator, CLOUDFLARE_API_TOKEN: "wrong-token" });
    refused(wrong, 4, "Authentication error");
    expect(wrong.output).not.toContain("wrong-token");
    expect(api.scripts.size).toBe(0);
  });
});

const read = (file) => readFileSync(path.join(city.folder, file), "utf8");

/** The queue's worker, made to keep one more export of number.ts in its bundle. */
const using = (name) => ({
  "workers/queue/src/index.ts": `import { health } from "@ven/kit";
import { DurableObject } from "cloudflare:workers";
import { first, ${name} } from "./number";
export class Hall extends DurableObject {}
export default {
  fetch: (request: Request) => (new URL(request.url).pathname === "/healthz" ? health() : new Response(first + ${name})),
};
`,
});
