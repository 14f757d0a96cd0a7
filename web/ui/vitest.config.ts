import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: { name: "ui", environment: "node", isolate: false, include: ["test/**/*.test.{ts,tsx}"] },
});
