import { defineProject } from "vitest/config";

export default defineProject({ test: { name: "city-data", include: ["test/*.test.ts"], isolate: false } });
