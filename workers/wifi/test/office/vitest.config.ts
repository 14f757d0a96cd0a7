import { defineProject } from "vitest/config";

import { serviceTests } from "../../../../tools/lib/service-tests.mjs";

// The portal and the office together, as phones and operators meet them: one database, two scripts.
export default defineProject(async () => ({
  plugins: await serviceTests({
    service: "wifi",
    folder: import.meta.dirname,
    main: "./both.ts",
    configPath: "../../office/wrangler.toml",
  }),
  test: {
    name: "wifi-office",
    isolate: false,
    include: ["*.test.ts"],
    setupFiles: ["../setup.ts"],
    testTimeout: 60_000,
  },
}));
