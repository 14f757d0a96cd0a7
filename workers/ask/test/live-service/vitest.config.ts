import { readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineProject } from "vitest/config";

import { serviceTests } from "../../../../tools/lib/service-tests.mjs";

// Sockets and notifications, in workerd; the browsers' push service is a server of our own that shows what it got.
export default defineProject(async () => {
  const city = await readD1Migrations(`${import.meta.dirname}/../../../../migrations/city`);
  return {
    plugins: await serviceTests({
      service: "ask",
      folder: import.meta.dirname,
      main: "../../live/development.ts",
      configPath: "../../live/wrangler.toml",
      bindings: {
        ASK_KEY: Buffer.alloc(32, 7).toString("base64url"),
        VAPID_KEY: Buffer.alloc(32, 9).toString("base64url"),
        PUSH_HOSTS: "push.test .push.example",
        CITY_MIGRATIONS: city.filter(({ name }) => /^\d+_(?:identity|queue|ask)_/.test(name)),
      },
      // The script itself, as the others of the service reach it.
      miniflare: { outboundService: pushServer(), serviceBindings: { LIVE: Symbol.for("miniflare.kCurrentWorker") } },
    }),
    test: {
      name: "ask-live",
      isolate: false,
      include: ["*.test.ts"],
      setupFiles: ["./setup.ts"],
      testTimeout: 60_000,
    },
  };
});

interface Got {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/**
 * Stands for everything outside. `POST https://push.test/<status>/<name>` is a browser at a push service that answers with
 * that status; `GET https://push.test/inbox` shows what came, and forgets it.
 */
function pushServer() {
  let inbox: Got[] = [];
  return async (request: {
    url: string;
    method: string;
    headers: Iterable<[string, string]>;
    arrayBuffer(): Promise<ArrayBuffer>;
  }) => {
    const { pathname } = new URL(request.url);
    if (request.method === "GET") {
      const shown = JSON.stringify(inbox);
      inbox = [];
      return new Response(shown);
    }
    const body = Buffer.from(await request.arrayBuffer()).toString("base64url");
    inbox.push({ url: request.url, headers: Object.fromEntries(request.headers), body });
    return new Response(null, { status: Number(pathname.split("/")[1]) });
  };
}
