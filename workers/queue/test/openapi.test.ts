import { openApi } from "@ven/kit/openapi";
import { test } from "vitest";

import { routes } from "../src/routes";

test("an integrator finds every path, with its schemas, refusals and security", ({ expect }) => {
  const { paths } = openApi(routes, { title: "Queue", version: "1" });
  expect(
    Object.keys(paths)
      .filter((path) => path.startsWith("/api/"))
      .sort(),
  ).toMatchSnapshot();
  const api = routes.routes.filter(({ path, method }) => path.startsWith("/api/") && method !== "ALL");
  for (const { path, method } of api) {
    const operation = paths[path.replace(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()];
    expect(operation, `${method} ${path}`).toMatchObject({ summary: expect.any(String), responses: { default: {} } });
  }
  expect(paths["/api/counters/{counter}/call-next"]!.post).toMatchObject({ security: [{ bearer: [] }] });
});
