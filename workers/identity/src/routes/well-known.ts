import { KeySet } from "@ven/contracts/identity";
import { describe } from "@ven/kit";

import { router } from "./router";

export const wellKnown = router().get(
  "/.well-known/jwks.json",
  describe({ summary: "The public keys that sign access tokens, the next one included", returns: { 200: KeySet } }),
  (c) => c.json(c.var.desk.keys.jwks, 200, { "cache-control": "public, max-age=300" }),
);
