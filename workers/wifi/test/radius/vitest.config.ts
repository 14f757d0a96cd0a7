import { defineProject } from "vitest/config";

import { serviceTests } from "../../../../tools/lib/service-tests.mjs";

// The portal and what RADIUS servers ask together, as phones meet them: one database, two scripts.
export default defineProject(async () => ({
  plugins: await serviceTests({
    service: "wifi",
    folder: import.meta.dirname,
    main: "./both.ts",
    configPath: "../../radius/wrangler.toml",
    scripts: ["office", "records"],
  }),
  test: {
    name: "wifi-radius",
    isolate: false,
    include: ["*.test.ts"],
    setupFiles: ["../setup.ts"],
    testTimeout: 60_000,
  },
}));
