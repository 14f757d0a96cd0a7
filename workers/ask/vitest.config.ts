import { readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineProject } from "vitest/config";

import { serviceTests } from "../../tools/lib/service-tests.mjs";

// The development entry: the service itself, with sample data to look at.
export default defineProject(async () => {
  const migrations = `${import.meta.dirname}/../../migrations`;
  const city = await readD1Migrations(`${migrations}/city`);
  return {
    plugins: await serviceTests({
      service: "ask",
      folder: import.meta.dirname,
      scripts: ["desk", "office", "live"],
      bindings: {
        SEARCH_MIGRATIONS: await readD1Migrations(`${migrations}/search`),
        // As a release does it: this service's files and those it needs.
        CITY_MIGRATIONS: city.filter(({ name }) => /^\d+_(?:identity|queue|ask)_/.test(name)),
      },
    }),
    test: { name: "ask", include: ["test/*.test.ts"], setupFiles: ["./test/setup.ts"], testTimeout: 30_000 },
  };
});
