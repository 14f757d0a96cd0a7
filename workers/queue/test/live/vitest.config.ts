import { defineProject } from "vitest/config";

// The rules are plain functions: plain Node is the fastest place to try a hundred thousand of them.
export default defineProject({ test: { name: "queue-rules", include: ["*.test.ts"], testTimeout: 60_000 } });
