import { openApi } from "@ven/kit/openapi";
import { test } from "vitest";

import { routes } from "../src/routes";

test("an integrator finds every public path in the API document", ({ expect }) => {
  const document = openApi(routes, { title: "Ven identity", version: "1" });
  expect(Object.keys(document.paths).toSorted()).toEqual([
    "/.well-known/jwks.json",
    "/account",
    "/account/sessions/{session}/end",
    "/sign-in",
    "/sign-in/again",
    "/sign-in/code",
    "/sign-out",
  ]);
});
