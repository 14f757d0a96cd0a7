import { signedIn } from "@ven/identity";
import { describe, validate } from "@ven/kit";
import * as z from "zod/mini";

import { keyed } from "../seals";
import { deskOf } from "./portal-desk";
import { staffRouter } from "./router";
import { letIn, refusal, withPass } from "./ways";

/** Staff and residents with an account, or citizens with VNeID: signed in, they are in. */
export const account = staffRouter().get(
  "/account",
  signedIn(),
  describe({ summary: "Get online with an account", returns: { 303: "to the gateway" }, security: "bearer" }),
  validate("query", z.object({ pass: z.string().check(z.maxLength(6000)) })),
  async (c) => {
    const { principal } = c.var;
    const proof = `account:${await keyed(deskOf(c).ring, `account/${principal.subject}`)}`;
    return withPass(c, c.req.valid("query").pass, (place, opened) => {
      const { ways } = place.group;
      if (!ways.includes("account") && principal.kind !== "citizen")
        return refusal(c, place, { ok: false, reason: "way-closed" });
      return letIn(c, place, opened, { way: "account", proof });
    });
  },
);
