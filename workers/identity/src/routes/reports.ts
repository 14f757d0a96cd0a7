import { Problem } from "@ven/kit";

import { readAccounts } from "../delivery/configuration";
import { readEsmsReport } from "../delivery/esms";
import { isOurAddress, pump, takeReport } from "../delivery/pump";
import { readZaloReport } from "../delivery/zalo";
import { officeOf } from "../office";
import { router } from "./router";

const heard = { "cache-control": "no-store" };

/**
 * Where providers report whether a message arrived. eSMS is known by an address that only we can make, Zalo by its
 * signature. Whoever else comes gets 404, and learns nothing.
 */
export const reports = router()
  .get("/reports/esms/:message/:proof", async (c) => {
    const { message, proof } = c.req.param();
    const { desk } = c.var;
    if (!(await isOurAddress(desk, "esms", message, proof))) throw new Problem("not-found");
    const arrived = readEsmsReport(c.req.query());
    const office = officeOf(c.env);
    if (arrived !== undefined && (await takeReport(desk, office, { message, provider: "esms", arrived })))
      c.executionCtx.waitUntil(pump(desk, office));
    return c.body(null, 204, heard);
  })
  .post("/reports/zalo", async (c) => {
    const account = readAccounts(c.env.PROVIDERS).zalo;
    const signature = c.req.header("x-zevent-signature");
    const message = account && (await readZaloReport(account, await c.req.text(), signature));
    if (account === undefined || message === undefined) throw new Problem("not-found");
    await takeReport(c.var.desk, officeOf(c.env), { message, provider: "zalo", arrived: true });
    return c.body(null, 204, heard);
  });
