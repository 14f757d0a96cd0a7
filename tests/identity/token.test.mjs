import { execFile } from "node:child_process";
import { createPublicKey, verify } from "node:crypto";
import path from "node:path";
import { promisify } from "node:util";

import { describe, test } from "vitest";

import { developmentVariables } from "../../tools/lib/development-keys.mjs";

const root = path.join(import.meta.dirname, "../..");
const run = promisify(execFile);
const token = (...args) => run(process.execPath, [path.join(root, "tools/token.mjs"), ...args], { cwd: root });

describe("a developer's token", () => {
  test("is alone on standard output, and good for the services of this machine", async ({ expect }) => {
    const { stdout } = await token("supervisor.dakhoa", "--service", "queue");
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    const [head, payload, signature] = stdout.trim().split(".");
    const decode = (part) => JSON.parse(Buffer.from(part, "base64url").toString());
    const { "ven-queue": queue } = await developmentVariables({ port: 8787 });
    const key = JSON.parse(queue.JWKS).keys.find(({ kid }) => kid === decode(head).kid);
    expect(decode(head)).toEqual({ alg: "EdDSA", typ: "at+jwt", kid: key.kid });
    expect(key.kid).toMatch(/^local-/);
    const isSigned = verify(
      null,
      Buffer.from(`${head}.${payload}`),
      createPublicKey({ key, format: "jwk" }),
      Buffer.from(signature, "base64url"),
    );
    expect(isSigned).toBe(true);
    expect(decode(payload)).toMatchObject({
      aud: "queue",
      sub: "sample-supervisor.dakhoa",
      kind: "staff",
      roles: { dakhoa: ["supervisor"] },
    });
  });

  test("is for nobody who is not in the sample", async ({ expect }) => {
    await expect(token("emperor")).rejects.toMatchObject({ code: 1, stdout: "" });
  });

  test("needs a name: without one the people are listed", async ({ expect }) => {
    const { stdout, stderr } = await token();
    expect(stdout).toBe("");
    expect(stderr).toContain("counter.baichay");
  });
});
