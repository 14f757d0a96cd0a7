import { defineProject } from "vitest/config";

import { serviceTests } from "../../tools/lib/service-tests.mjs";

/** Identity as far as a guest needs it: it sends codes and checks them. */
const identity = `import { WorkerEntrypoint } from "cloudflare:workers";
  export class Identity extends WorkerEntrypoint {
    sendCode({ contact }) {
      return contact.includes("09") ? { ok: true, challenge: "sealed", sentTo: "•••• 678" } : { ok: false, reason: "contact-wrong" };
    }
    checkCode({ challenge, code }) {
      if (challenge !== "sealed") return { ok: false, reason: "over" };
      return code === "123456" ? { ok: true, proof: "p1" } : { ok: false, reason: "wrong", left: 4 };
    }
  }
  export default { fetch: () => new Response(null, { status: 404 }) };`;

// The development entry: the service itself, with sample data to look at.
export default defineProject(async () => ({
  plugins: await serviceTests({
    service: "wifi",
    folder: import.meta.dirname,
    identity,
    scripts: ["office", "records", "radius"],
  }),
  test: {
    name: "wifi",
    isolate: false,
    include: ["test/*.test.ts"],
    setupFiles: ["./test/setup.ts"],
    testTimeout: 30_000,
  },
}));
