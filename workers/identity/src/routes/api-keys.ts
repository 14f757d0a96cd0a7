import { lazily } from "@ven/contracts/lazily";
import { describe, html, Problem, validate } from "@ven/kit";
import { type KeysPage, keysPage } from "@ven/web-identity/organisations/index";
import * as z from "zod/mini";

import { longestKeyLife, makeKey, revokeKey, rotateKey, showKeys } from "../organisations/api-keys";
import { type Authority, permissionsForKeys } from "../organisations/authority";
import { readOrganisation } from "../organisations/people-repository";
import { router } from "./router";
import { authorityOf, ById, SomeId, staffFrameOf, type StaffCtx, wordsOfDate } from "./staff";

const page = "the page";
const text = (most: number) => z.string().check(z.maxLength(most));
const ByKey = lazily(() => z.extend(ById, { key: SomeId }));
const KeyForm = lazily(() =>
  z.object({
    name: z.string().check(z.minLength(1), z.maxLength(80)),
    permission: z.optional(z.union([text(60), z.array(text(60)).check(z.maxLength(30))])),
    days: z.coerce.number().check(z.int(), z.gte(1), z.lte(longestKeyLife)),
  }),
);

/** Keys of other systems. Who is asking is settled by `organisations`, which comes first. */
export const apiKeys = router()
  .get(
    "/organisations/:organisation/keys",
    describe({ summary: "Keys of other systems", returns: { 200: page } }),
    validate("param", ById),
    async (c) => {
      const authority = await authorityOf(c, "identity.keys", c.req.valid("param").organisation);
      return showKeysPage(c, authority, { notice: c.req.query("said") === "revoked" ? "keyTold" : undefined }, 200);
    },
  )
  .post(
    "/organisations/:organisation/keys",
    describe({ summary: "Make a key; it is shown once", returns: { 200: page } }),
    validate("param", ById),
    validate("form", KeyForm),
    async (c) => {
      const authority = await authorityOf(c, "identity.keys", c.req.valid("param").organisation);
      const { name, permission = [], days } = c.req.valid("form");
      const permissions = [permission].flat();
      if (permissions.length === 0) return showKeysPage(c, authority, { problem: "keyChoose" }, 400);
      const { key } = await makeKey(c.var.desk, authority, { name, permissions, days });
      return showKeysPage(c, authority, { made: key }, 200);
    },
  )
  .post(
    "/organisations/:organisation/keys/:key/rotate",
    describe({ summary: "The next key; the old one works for 24 more hours", returns: { 200: page } }),
    validate("param", ByKey),
    async (c) => {
      const { organisation, key: old } = c.req.valid("param");
      const authority = await authorityOf(c, "identity.keys", organisation);
      const { key } = await rotateKey(c.var.desk, authority, old);
      return showKeysPage(c, authority, { made: key }, 200);
    },
  )
  .post(
    "/organisations/:organisation/keys/:key/revoke",
    describe({ summary: "End a key everywhere", returns: { 303: "back to the page" } }),
    validate("param", ByKey),
    async (c) => {
      const { organisation, key } = c.req.valid("param");
      await revokeKey(c.var.desk, await authorityOf(c, "identity.keys", organisation), key);
      return c.redirect(`/organisations/${organisation}/keys?said=revoked`, 303);
    },
  );

async function showKeysPage(
  c: StaffCtx,
  authority: Authority,
  said: Pick<KeysPage, "made" | "notice" | "problem">,
  status: 200 | 400,
) {
  const { desk, now } = c.var;
  const { organisation } = authority;
  const [house, keys] = await Promise.all([readOrganisation(desk.db, organisation, now), showKeys(desk, authority)]);
  if (!house) throw new Problem("not-found");
  const dates = wordsOfDate(c);
  const options: KeysPage = {
    ...(await staffFrameOf(c, `/organisations/${organisation}/keys`)),
    organisation: house.self,
    keys: keys.map((key) => ({
      id: key.id,
      name: key.name,
      permissions: key.permissions,
      expires: dates.date(key.expiresAt),
      used: key.lastUsedAt === null ? null : dates.moment(key.lastUsedAt),
      state: key.revokedAt !== null ? "revoked" : key.expiresAt <= now ? "over" : "good",
      isReplaced: key.replacedBy !== null,
    })),
    permissions: permissionsForKeys(authority),
    ...said,
  };
  return html(c, keysPage(options), status);
}
