import { addDays, describe, html, localDate, localMidnight, uuidv7, validate } from "@ven/kit";
import { vouchersPage, voucherSlips } from "@ven/web-wifi/records";
import * as z from "zod/mini";

import { keyed, shortCode } from "../../seals";
import { voucherRepository } from "../../voucher-repository";
import { asks, changed, Code, frameOf, officeRouter, ringFor, whoOf } from "../office/frame";

const page = { 200: "the page" };
const Batch = z.object({
  label: z.string().check(z.trim(), z.minLength(1), z.maxLength(60)),
  count: z.coerce.number().check(z.int(), z.gte(1), z.lte(200)),
  days: z.coerce.number().check(z.int(), z.gte(1), z.lte(90)),
  uses: z.coerce.number().check(z.int(), z.gte(1), z.lte(100)),
});

/** Vouchers: made in batches, printed once, withdrawn as a batch. */
export const vouchers = officeRouter()
  .get(
    "/hotspots/:group/vouchers",
    ...asks("operate"),
    describe({ summary: "Batches of vouchers", returns: page, security: "bearer" }),
    async (c) => {
      const { group } = c.var;
      const [frame, batches] = await Promise.all([
        frameOf(c, group),
        voucherRepository(c.env.DB).batches(group.id, c.var.now),
      ]);
      return html(c, vouchersPage({ ...frame, batches, now: c.var.now, timezone: group.timezone }));
    },
  )
  .post(
    "/hotspots/:group/vouchers",
    ...asks("operate"),
    describe({ summary: "A batch of vouchers, to print", returns: page, security: "bearer" }),
    validate("form", Batch),
    async (c) => {
      const { group } = c.var;
      const { label, count, days, uses } = c.req.valid("form");
      const { now } = c.var;
      const codes = Array.from({ length: count }, () => shortCode(8));
      const hashes = await Promise.all(codes.map((code) => keyed(ringFor(c), `voucher/${group.id}/${code}`)));
      // Good until midnight there: what is printed says a date.
      const last = addDays(localDate(now, group.timezone), days);
      const validTo = localMidnight(addDays(last, 1), group.timezone);
      const batch = { id: uuidv7(now), group: group.id, organisation: group.organisation, label, validTo, uses };
      await voucherRepository(c.env.DB).add(batch, hashes, whoOf(c));
      c.header("cache-control", "no-store");
      const { ssid, timezone } = group;
      return html(c, voucherSlips({ ...(await frameOf(c, group)), label, codes, uses, validTo, ssid, timezone }));
    },
  )
  .post(
    "/hotspots/:group/vouchers/:batch/withdraw",
    ...asks("operate"),
    describe({ summary: "No voucher of a batch is good any more", returns: { 303: "back" }, security: "bearer" }),
    validate("param", z.object({ group: Code, batch: z.string().check(z.maxLength(40)) })),
    async (c) => {
      const { group } = c.var;
      await voucherRepository(c.env.DB).withdraw(group, c.req.valid("param").batch, whoOf(c));
      return changed(c, `/hotspots/${group.id}/vouchers`);
    },
  );
