import { defineProject } from "vitest/config";

import { serviceTests } from "../../tools/lib/service-tests.mjs";

// The development entry: the service itself, with sample data to look at.
export default defineProject(async () => ({
  plugins: await serviceTests({
    service: "classrooms",
    folder: import.meta.dirname,
    scripts: ["exchange", "records", "office", "door", "settings"],
  }),
  test: {
    name: "classrooms",
    isolate: false,
    include: ["test/*.test.ts"],
    setupFiles: ["./test/setup.ts"],
    testTimeout: 30_000,
  },
}));
