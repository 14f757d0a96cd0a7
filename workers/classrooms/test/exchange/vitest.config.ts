import { defineProject } from "vitest/config";

// Readers and writers are plain functions: plain Node is the fastest place to try them on many files.
export default defineProject({ test: { name: "classrooms-exchange", include: ["*.test.ts"], testTimeout: 60_000 } });
