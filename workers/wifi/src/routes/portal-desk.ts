import { type Asked, causeOf, clientAddress, html, log, type Page, Problem, withDeadline } from "@ven/kit";
import type { Frame } from "@ven/web-wifi";

import { checkRepository, type Seen } from "../check-repository";
import type { Env } from "../env";
import type { HttpAnswer, Talk } from "../gateways/gateway";
import { guessRepository } from "../guess-repository";
import type { Place } from "../place";
import { placeRepository } from "../place-repository";
import { pollRepository } from "../poll-repository";
import { ringOf } from "../seals";
import { isTested } from "../self-test";
import { sessionRepository } from "../session-repository";
import { type NewGrant, visitRepository } from "../visit-repository";
import { voucherRepository } from "../voucher-repository";
import { cityOf } from "./router";

export type Ctx = Asked<Env>;

/** Grants of this isolate that could not be written because the database was away. Plain rows, at most so many. */
const late: NewGrant[] = [];
const mostLate = 1000;

export const deskOf = ({ env }: Pick<Ctx, "env">) => ({
  ring: ringOf(env.WIFI_KEY),
  places: placeRepository(env.DB),
  visits: visitRepository(env.DB),
  sessions: sessionRepository(env.DB),
  polls: pollRepository(env.DB),
  guesses: guessRepository(env.DB),
  vouchers: voucherRepository(env.DB),
  keepForLater: (grant: NewGrant) => void (late.length < mostLate && late.push(grant)),
});

/** Writes down what was granted without the database, as soon as it answers again. */
export async function writeLate({ env }: Pick<Ctx, "env">) {
  if (late.length === 0) return;
  const waiting = late.splice(0, 50);
  try {
    await visitRepository(env.DB).addLate(waiting);
    log("info", "late-grants-written", { count: waiting.length });
  } catch (err) {
    late.unshift(...waiting);
    log("warn", "late-grants-wait", { count: late.length, cause: causeOf(err) });
  }
}

export const frameOf = ({ env, var: { lang } }: Ctx, here?: string): Frame => ({
  lang,
  city: cityOf(env),
  selfOrigin: env.SELF_ORIGIN,
  ...(here !== undefined && { here }),
});

/**
 * A page of the portal: kept nowhere, and its forms may end at the gateway where the phone is. Browsers hold the
 * redirects after a form to `form-action` as well.
 */
export function portalHtml(c: Ctx, page: Page, place: Place | undefined, status: 200 | 400 | 404 | 409 | 429 = 200) {
  c.header("cache-control", "no-store");
  const answer = html(c, page, status);
  const { SELF_ORIGIN, PLAIN_ORIGIN = "" } = c.env;
  const hosts = place?.gateway.addresses.flatMap((host) => [`http://${host}`, `https://${host}`]) ?? [];
  const targets = ["'self'", SELF_ORIGIN, PLAIN_ORIGIN, ...hosts].filter(Boolean).join(" ");
  const policy = answer.headers.get("content-security-policy") ?? "";
  answer.headers.set("content-security-policy", policy.replace("form-action 'self'", `form-action ${targets}`));
  return answer;
}

/** Whether a request comes from where the site's gateway stands; where nobody said, every address may. */
export function isFromSite(c: Ctx, { site }: Place) {
  const address = clientAddress(c);
  return site.egress.length === 0 || (address !== undefined && site.egress.includes(address));
}

/** Writes down what was seen of a gateway while an operator tries it; nothing at any other time. */
export async function watch(c: Ctx, place: Place, seen: () => Seen[]) {
  if (!isTested(place, c.var.now)) return;
  await checkRepository(c.env.DB)
    .note(place.gateway.id, seen(), c.var.now)
    .catch((err: unknown) => log("warn", "self-test-not-written", { cause: causeOf(err) }));
}

/** Holds a conversation with a controller: a few calls, a few seconds, never anywhere else than it said. */
export async function hold(talk: Talk): Promise<boolean> {
  const answers: HttpAnswer[] = [];
  try {
    for (let call = talk.next(answers); call && answers.length < 4; call = talk.next(answers)) {
      const { url, method, headers, body } = call;
      const response = await withDeadline(
        fetch(url, { method, headers, ...(body !== undefined && { body }), redirect: "manual" }),
        4000,
      );
      const text = (await withDeadline(response.text(), 2000)).slice(0, 65_536);
      answers.push({ status: response.status, headers: Object.fromEntries(response.headers), body: text });
    }
  } catch (err) {
    log("warn", "controller-away", { cause: causeOf(err) });
    return false;
  }
  return talk.worked(answers);
}

export const notFound = (): never => {
  throw new Problem("not-found");
};

/** To another page, or to the gateway. */
export const goTo = (c: Ctx, address: string) => c.body(null, 303, { location: address, "cache-control": "no-store" });
