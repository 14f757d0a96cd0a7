import { openApi } from "@ven/kit/openapi";
import { test } from "vitest";

import { routes } from "../src/routes";

/** What everybody uses; the paths of administrators and of the privacy desk are listed beside their own tests. */
const everybody = /^\/(\.well-known|account|passkeys|recovery|sign-in|sign-out|step-up)(\/|$)/;

test("an integrator finds every public path in the API document", ({ expect }) => {
  const document = openApi(routes, { title: "Ven identity", version: "1" });
  const paths = Object.keys(document.paths).filter((path) => everybody.test(path));
  expect(paths.toSorted()).toEqual([
    "/.well-known/jwks.json",
    "/account",
    "/account/merge",
    "/account/merge-link",
    "/account/passkeys/{id}",
    "/account/passkeys/{id}/remove",
    "/account/sessions/end-others",
    "/account/sessions/{session}/end",
    "/account/shared-desk",
    "/passkeys/recover",
    "/passkeys/register",
    "/recovery/{organisation}",
    "/recovery/{organisation}/{recovery}/approve",
    "/recovery/{organisation}/{recovery}/withdraw",
    "/sign-in",
    "/sign-in/again",
    "/sign-in/code",
    "/sign-in/passkey",
    "/sign-in/vneid",
    "/sign-in/vneid/callback",
    "/sign-out",
    "/sign-out/everywhere",
    "/step-up",
    "/step-up/code",
  ]);
});
