import { Appoint, Dismiss } from "@ven/contracts/identity-admin";
import { lazily } from "@ven/contracts/lazily";
import { Problem, sha256, timingSafeEqual, validate } from "@ven/kit";
import type { MiddlewareHandler } from "hono";
import * as z from "zod/mini";

import { appoint, dismiss } from "../administration/appoint";
import { listOfficers } from "../administration/officer-repository";
import { replayErasures } from "../erase-subject";
import { purgeIdentity, sealIdentity } from "../jobs";
import { keysInUse, reindex, rewrapKeys } from "../rotate";
import { audited, verifyAudit } from "../verify-audit";
import { type AppEnv, router } from "./router";

/** Without a key in the configuration there is no such place; with a wrong one neither. */
const operatorOnly: MiddlewareHandler<AppEnv> = async (c, next) => {
  const [scheme, given = ""] = (c.req.header("authorization") ?? "").split(" ");
  const { OPERATOR_KEY: key } = c.env;
  const isRight = key !== undefined && key.length >= 32 && timingSafeEqual(await sha256(key), await sha256(given));
  if (!isRight || scheme !== "Bearer") throw new Problem("not-found");
  c.header("cache-control", "no-store");
  return next();
};

const text = lazily(() => z.string().check(z.maxLength(2000)));
const After = lazily(() => z.object({ after: z._default(text, "") }));
const Cursor = lazily(() => z.object({ cursor: z.optional(text) }));
const InOrganisation = lazily(() => z.object({ organisation: text }));
const Service = lazily(() => z.object({ service: z.enum(audited) }));

/**
 * What `node tools/identity.mjs` asks a running deployment to do, step by step, so that each step is short and may be
 * done again. Nothing here shows personal data or a key.
 */
export const operator = router()
  .use("/operator/*", operatorOnly)
  .get("/operator/keys", async (c) => c.json(await keysInUse(c.var.desk)))
  .post("/operator/rewrap", validate("json", After), async (c) =>
    c.json(await rewrapKeys(c.var.desk, c.req.valid("json").after)),
  )
  .post("/operator/reindex", validate("json", After), async (c) =>
    c.json(await reindex(c.var.desk, c.req.valid("json").after)),
  )
  .post("/operator/seal-audit", async (c) => c.json(await sealIdentity(c.env, c.var.now)))
  .post("/operator/verify-audit", validate("json", Service), async (c) =>
    c.json(await verifyAudit(c.var.desk, c.env.DB, c.req.valid("json").service)),
  )
  .post("/operator/replay-erasures", validate("json", Cursor), async (c) =>
    c.json(await replayErasures(c.var.desk, c.req.valid("json"))),
  )
  .post("/operator/purge", async (c) => c.json(await purgeIdentity(c.env, c.var.now)))
  .post("/operator/officers", validate("json", InOrganisation), async (c) =>
    c.json(await listOfficers(c.var.desk.db, c.req.valid("json").organisation, c.var.now)),
  )
  .post("/operator/appoint", validate("json", Appoint), async (c) =>
    c.json(await appoint(c.var.desk, c.req.valid("json"))),
  )
  .post("/operator/dismiss", validate("json", Dismiss), async (c) =>
    c.json(await dismiss(c.var.desk, c.req.valid("json"))),
  );
