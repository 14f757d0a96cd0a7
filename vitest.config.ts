import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      "packages/*/vitest.config.ts",
      "workers/*/vitest.config.ts",
      "workers/*/test/*/vitest.config.ts",
      "web/*/vitest.config.ts",
      "tests/vitest.config.ts",
    ],
  },
});
