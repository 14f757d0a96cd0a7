import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineProject } from "vitest/config";

// In workerd, because what kit promises (headers, caches, D1 batches, WebCrypto) is promised there.
export default defineProject({
  plugins: [
    cloudflareTest({
      miniflare: {
        compatibilityDate: "2026-10-01",
        d1Databases: ["DB"],
        bindings: { SELF_ORIGIN: "https://kit.test" },
      },
    }),
  ],
  test: { name: "kit", isolate: false, include: ["test/*.test.ts"] },
});
