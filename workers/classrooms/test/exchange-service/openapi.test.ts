import { openApi } from "@ven/kit/openapi";
import { test } from "vitest";

import { exchangeRoutes } from "../../src/routes/exchange";
import { recordRoutes } from "../../src/routes/records";

test.for([
  ["exchange", exchangeRoutes],
  ["records", recordRoutes],
] as const)("an integrator finds every path of %s, with its refusals and who may ask", ([, routes], { expect }) => {
  const { paths } = openApi(routes, { title: "Classrooms", version: "1" });
  const api = routes.routes.filter(({ path, method }) => path.startsWith("/api/") && method !== "ALL");
  expect(api.length).toBeGreaterThan(4);
  for (const { path, method } of api) {
    const operation = paths[path.replace(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()];
    expect(operation, `${method} ${path}`).toMatchObject({
      summary: expect.any(String),
      responses: { default: {} },
      security: [{ bearer: [] }],
    });
  }
});
