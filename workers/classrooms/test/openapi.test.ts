import { openApi } from "@ven/kit/openapi";
import { test } from "vitest";

import { routes } from "../src/routes";
import { doorRoutes } from "../src/routes/door";
import { officeRoutes } from "../src/routes/office";

test.for([
  ["teachers", routes, 20],
  ["the office", officeRoutes, 8],
  ["doors", doorRoutes, 1],
] as const)("an integrator finds every path of %s, with refusals and security", ([, app, least], { expect }) => {
  const { paths } = openApi(app, { title: "Classrooms", version: "1" });
  const api = app.routes.filter(({ path, method }) => path.startsWith("/api/") && method !== "ALL");
  expect(api.length).toBeGreaterThanOrEqual(least);
  for (const { path, method } of api) {
    const operation = paths[path.replace(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()];
    expect(operation, `${method} ${path}`).toMatchObject({ summary: expect.any(String), responses: { default: {} } });
    if (!/^\/api\/(doors|boards)\//.test(path)) expect(operation, path).toMatchObject({ security: [{ bearer: [] }] });
  }
});
