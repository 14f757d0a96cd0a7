import {
  type IdentityVariables,
  organisationPath,
  type Permission,
  requirePerm,
  requirePermission,
  staffName,
} from "@ven/identity";
import { type Asked, forgetCached, Problem, withDeadline } from "@ven/kit";
import type { OfficeFrame, Right } from "@ven/web-wifi/office";
import { Hono, type MiddlewareHandler } from "hono";
import * as z from "zod/mini";

import type { Env } from "../../../office/env";
import { type Group, operatorRepository, type Who } from "../../operator-repository";
import { ringOf } from "../../seals";
import { cityOf } from "../router";

export const officeRouter = () => new Hono<{ Bindings: Env; Variables: IdentityVariables }>();
export type AskedByOffice = Asked<Env, IdentityVariables>;

const all: readonly Right[] = ["operate", "configure", "report", "disclose"];
export const Code = z.string().check(z.regex(/^[a-z][a-z0-9-]{1,39}$/));
export const OfGroup = z.object({ group: Code });

/**
 * A browser is sent to sign in; whoever holds the right nowhere finds nothing, nor does a stranger to the address's group,
 * which is `c.var.group` from here on.
 */
export const asks = (right: Right) =>
  [requirePermission(`wifi.${right}` satisfies Permission), inGroup(right)] as const;

const inGroup =
  (right: Right): MiddlewareHandler<{ Bindings: Env; Variables: IdentityVariables & { group: Group } }> =>
  async (c, next) => {
    const id = c.req.param("group") ?? "";
    const group = Code.safeParse(id).success ? await operatorRepository(c.env.DB).group(id) : null;
    const path = group ? await organisationPath(c.env.DB, group.organisation, c.var.now) : [];
    requirePerm(c.var.principal, `wifi.${right}`, path);
    c.set("group", group ?? notFound());
    await next();
  };

export async function rightsIn(c: AskedByOffice, { organisation }: Group): Promise<Right[]> {
  const path = await organisationPath(c.env.DB, organisation, c.var.now);
  return all.filter((right) => c.var.principal.may(`wifi.${right}`, path));
}

export async function frameOf(c: AskedByOffice, group: Group, here?: string): Promise<OfficeFrame> {
  const { pathname, search } = new URL(c.req.url);
  const person = await withDeadline(staffName(c.env.DB, c.var.principal.subject, c.var.now), 500).catch(() => "");
  return {
    lang: c.var.lang,
    city: cityOf(c.env),
    selfOrigin: c.env.SELF_ORIGIN,
    here: here ?? (c.req.method === "GET" ? pathname + search : pathname),
    person,
    group,
    rights: await rightsIn(c, group),
  };
}

export const ringFor = ({ env }: Pick<AskedByOffice, "env">) => ringOf(env.WIFI_KEY);
export const whoOf = ({ var: { principal, now, requestId } }: AskedByOffice): Who => ({
  actor: principal.subject,
  now,
  requestId,
});

export const notFound = (): never => {
  throw new Problem("not-found");
};

/** After a change: this isolate shows it at once, the others within half a minute. */
export function changed(c: AskedByOffice, address: string) {
  forgetCached();
  return c.body(null, 303, { location: address, "cache-control": "no-store" });
}

/** A file to keep; nobody on the way may. */
export const fileOf = (c: AskedByOffice, name: string, body: string, type = "text/plain") =>
  c.body(body, 200, {
    "content-type": `${type}; charset=utf-8`,
    "content-disposition": `attachment; filename="${name}"`,
    "cache-control": "no-store",
  });
