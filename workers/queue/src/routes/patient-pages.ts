import { deployment, isDeploymentId } from "@ven/city";
import { JoinCode, type FacilityView, TicketToken } from "@ven/contracts/queue";
import { type Asked, checkKey, html, Problem, problem, statusOf, titleOf, uuidv7, validate } from "@ven/kit";
import { homeOf } from "@ven/ui";
import { boardPage, joinPage, landingPage, posterPage, posterSvg, ticketPage } from "@ven/web-queue";
import * as z from "zod/mini";

import type { Env } from "../env";
import { facilityOf, liveQueue } from "../facility-stub";
import { holdTicket } from "../hold-ticket";
import { isFreshCode, joinPass } from "../join-code";
import { valueOf } from "../live-queue";
import { takeTicket } from "../take-ticket";
import { askingDevice, knownDevice } from "./device";
import { listFacilities } from "./facilities";
import { router } from "./router";

const ByCode = z.object({ code: JoinCode });
const ByToken = z.object({ token: TicketToken });

/** The form of the join page. An empty field is one that was left out. */
const JoinForm = z.object({
  service: z.optional(z.string()),
  class: z.optional(z.enum(["normal", "priority"])),
  reason: z.optional(z.enum(["", "child", "age", "pregnant", "disability", "merit"])),
  key: z.optional(z.string()),
  pass: z.optional(z.string()),
});

/** What every page is told about the request. */
export const about = (c: Asked<Env>) => {
  const { pathname, search } = new URL(c.req.url);
  return {
    lang: c.var.lang,
    city: deployment(isDeploymentId(c.env.CITY) ? c.env.CITY : "quang-ninh"),
    path: pathname + search,
    home: homeOf(c.env.SELF_ORIGIN, "queue"),
  };
};

/** A refusal as a page shows it above its form. */
export const shown = (c: Asked<Env>, { code, detail, extra }: Problem) => ({
  code,
  title: titleOf(code, c.var.lang),
  ...(detail !== undefined && { detail }),
  ...extra,
});

/** `baichay1` is an area of `baichay`; a number that the facility does not have is not found. */
export function areaOf(facility: FacilityView, code: string) {
  if (code === facility.id) return null;
  return facility.areas.some(({ id }) => id === code) ? code : problem("not-found");
}

export const posterUrl = (c: Asked<Env>, code: string) => `${c.env.SELF_ORIGIN}/j/${code}`;

export const patientPages = router()
  .get("/", async (c) => {
    const { value: facilities, stale, age } = await listFacilities(c);
    return html(c, landingPage({ ...about(c), facilities, ...(stale && { staleMs: age }) }));
  })
  .get("/j", (c) => {
    const code = (c.req.query("code") ?? "").trim().toLowerCase();
    return JoinCode.safeParse(code).success ? c.redirect(`/j/${code}`, 303) : problem("not-found");
  })
  .get("/j/:code", validate("param", ByCode), async (c) => {
    const { code } = c.req.valid("param");
    const scanned = c.req.query("k");
    if (scanned !== undefined && !(await isFreshCode(c.env.QUEUE_KEY, code, scanned, c.var.now)))
      return problem("expired-code");
    const pass = scanned === undefined ? null : await joinPass(c.env.QUEUE_KEY, facilityOf(code), c.var.now);
    return joinAnswer(c, { code, pass, device: await knownDevice(c) });
  })
  .post("/j/:code", validate("param", ByCode), validate("form", JoinForm), async (c) => {
    const { code } = c.req.valid("param");
    const form = c.req.valid("form");
    const queue = liveQueue(c.env, facilityOf(code));
    const device = await askingDevice(c);
    try {
      const issued = await takeTicket(
        { queue, now: c.var.now, secret: c.env.QUEUE_KEY },
        {
          facility: facilityOf(code),
          service: form.service ?? (await onlyService(c, code)),
          request: {
            class: form.class ?? "normal",
            ...(form.class === "priority" && form.reason && { reason: form.reason }),
            ...(form.pass && { pass: form.pass }),
          },
          key: checkKey(form.key),
          device,
        },
      );
      return c.redirect(`/t/${issued.token}`, 303);
    } catch (err) {
      if (!Problem.is(err) || statusOf(err.code) >= 500) throw err;
      return joinAnswer(c, { code, pass: form.pass || null, device, refusal: err });
    }
  })
  .get("/t/:token", validate("param", ByToken), async (c) => {
    const { token } = c.req.valid("param");
    const ticket = valueOf(await liveQueue(c.env, facilityOf(token)).ticket(token));
    c.header("cache-control", "no-store");
    return html(c, ticketPage({ ...about(c), token, ticket }));
  })
  .post(
    "/t/:token/:act",
    validate("param", z.object({ ...ByToken.shape, act: z.enum(["cancel", "back", "arrive"]) })),
    async (c) => {
      const { token, act } = c.req.valid("param");
      try {
        await holdTicket({ queue: liveQueue(c.env, facilityOf(token)) }, { token, act });
      } catch (err) {
        // Whatever came between, the ticket's own page says how it stands now.
        if (!Problem.is(err) || statusOf(err.code) !== 409) throw err;
      }
      return c.redirect(`/t/${token}`, 303);
    },
  )
  .get("/b/:code", validate("param", ByCode), async (c) => {
    const { code } = c.req.valid("param");
    const area = code === facilityOf(code) ? null : code;
    const board = valueOf(await liveQueue(c.env, facilityOf(code)).board(area));
    return html(c, boardPage({ ...about(c), code, board }));
  })
  .get("/poster/:file", async (c) => {
    const [code = "", ...drawn] = c.req.param("file").split(/(?=\.svg$)/);
    if (!JoinCode.safeParse(code).success) return problem("not-found");
    const facility = valueOf(await liveQueue(c.env, facilityOf(code)).facility());
    const area = areaOf(facility, code);
    const url = posterUrl(c, code);
    return drawn.length
      ? c.body(posterSvg({ url, label: url }), 200, { "content-type": "image/svg+xml; charset=utf-8" })
      : html(c, posterPage({ ...about(c), facility, area, code, url }));
  });

interface Joining {
  code: string;
  pass: string | null;
  device: string | null;
  refusal?: Problem;
}

async function joinAnswer(c: Asked<Env>, { code, pass, device, refusal }: Joining) {
  const { facility, held } = valueOf(await liveQueue(c.env, facilityOf(code)).joining(device));
  c.header("cache-control", "no-store");
  const page = joinPage({
    ...about(c),
    facility,
    area: areaOf(facility, code),
    key: uuidv7(c.var.now),
    pass,
    held,
    ...(refusal && { problem: shown(c, refusal) }),
  });
  return html(c, page, refusal ? statusOf(refusal.code) : 200);
}

/** A hall with one open service needs no choice; where there is one, it has to be made. */
async function onlyService(c: Asked<Env>, code: string) {
  const facility = valueOf(await liveQueue(c.env, facilityOf(code)).facility());
  const area = areaOf(facility, code);
  const open = facility.services.filter((service) => service.open && (area === null || service.area === area));
  const [only, ...others] = open;
  if (only && !others.length) return only.id;
  return problem("validation-failed", undefined, { errors: [{ pointer: "/service", detail: "choose one" }] });
}
