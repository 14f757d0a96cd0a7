import { defineProject } from "vitest/config";

// Whole-city tests start servers and workers: one file at a time, so that two cores are enough and times mean something.
export default defineProject({
  test: {
    name: "city",
    include: ["**/*.test.{ts,mjs}"],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // Real processes on a machine that may be doing other things; whoever needs the second try is named at the end.
    retry: 1,
  },
});
