import { openApi } from "@ven/kit/openapi";
import { test } from "vitest";

import { routes } from "../src/routes";

test("an integrator finds every path, with its summary, refusals and security", ({ expect }) => {
  const { paths } = openApi(routes, { title: "Classrooms", version: "1" });
  const api = routes.routes.filter(({ path, method }) => path.startsWith("/api/") && method !== "ALL");
  expect(api.length).toBeGreaterThan(25);
  for (const { path, method } of api) {
    const operation = paths[path.replace(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()];
    expect(operation, `${method} ${path}`).toMatchObject({ summary: expect.any(String), responses: { default: {} } });
    if (!path.startsWith("/api/doors/")) expect(operation, path).toMatchObject({ security: [{ bearer: [] }] });
  }
});
