import { defineProject } from "vitest/config";

import { serviceTests } from "../../tools/lib/service-tests.mjs";

// The development entry: the service itself, with seed, faults and costs to look at.
export default defineProject(async () => ({
  plugins: await serviceTests({
    service: "queue",
    folder: import.meta.dirname,
    main: "./test/whole-service.ts",
    miniflare: { durableObjects: { FACILITY: { className: "FacilityObject", useSQLite: true } } },
  }),
  test: {
    name: "queue",
    isolate: false,
    include: ["test/*.test.ts"],
    setupFiles: ["./test/setup.ts"],
    testTimeout: 30_000,
  },
}));
