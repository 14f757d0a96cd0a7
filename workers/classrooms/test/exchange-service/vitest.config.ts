import { defineProject } from "vitest/config";

import { serviceTests } from "../../../../tools/lib/service-tests.mjs";

// The two scripts for files and records together, in workerd: their readers must run there, without the pages' script.
export default defineProject(async () => ({
  plugins: await serviceTests({
    service: "classrooms",
    folder: import.meta.dirname,
    main: "./both.ts",
    configPath: "../../exchange/wrangler.toml",
  }),
  test: {
    name: "classrooms-exchange-service",
    isolate: false,
    include: ["*.test.ts"],
    setupFiles: ["../setup.ts"],
    testTimeout: 30_000,
  },
}));
