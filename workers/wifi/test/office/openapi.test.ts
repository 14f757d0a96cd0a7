import { openApi } from "@ven/kit/openapi";
import { test } from "vitest";

import { officeRoutes } from "../../src/routes/office";
import { recordRoutes } from "../../src/routes/records";

test.for([
  ["office", officeRoutes],
  ["records", recordRoutes],
] as const)("an integrator finds every path of %s, and who may ask", ([, routes], { expect }) => {
  const { paths } = openApi(routes, { title: "Wi-Fi", version: "1" });
  const served = routes.routes.filter(({ path, method }) => path.startsWith("/hotspots") && method !== "ALL");
  expect(served.length).toBeGreaterThan(10);
  for (const { path, method } of served)
    expect(paths[path.replace(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()], `${method} ${path}`).toMatchObject({
      summary: expect.any(String),
      security: [{ bearer: [] }],
    });
});
