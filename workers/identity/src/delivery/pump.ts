import { causeOf, hmac, log, timingSafeEqual } from "@ven/kit";

import type { Desk } from "../desk";
import { openMessage } from "../message";
import { type Accounts, type ProviderName, type Routes, worthFor } from "./configuration";
import { afterHanding, afterReport, type Delivery, maySend } from "./decide";
import { beginSending, type Due, giveUp, readDeliveries, settle, takeDue } from "./delivery-repository";
import { email } from "./email";
import { esms } from "./esms";
import type { Provider } from "./provider";
import { zalo } from "./zalo";
import { zaloTokens } from "./zalo-token";

export interface Office {
  routes: Routes;
  accounts: Accounts;
  mail: SendEmail | undefined;
  selfOrigin: string;
}

const atOnce = 10;

/** Hands over what is due. Never part of a request: after it, and once a minute. Gives how many messages it took. */
export async function pump(desk: Desk, office: Office) {
  const due = await takeDue(desk.db, desk.now, atOnce);
  const known = await readDeliveries(
    desk.db,
    due.map(({ id }) => id),
  );
  await Promise.all(
    due.map(async (one) => {
      try {
        await handOver(desk, office, one, known.get(one.id));
      } catch (err) {
        // The lease runs out, and it is taken again.
        log("error", "delivery-failed", { message: one.id, cause: causeOf(err) });
      }
    }),
  );
  return due.length;
}

type Known = Delivery & { provider: string };

async function handOver(
  desk: Desk,
  office: Office,
  { id, at, topic, payload }: Due,
  row: { step: number; state: Delivery["state"]; tries: number; provider: string } | undefined,
) {
  const { db, keys, now } = desk;
  const message = await openMessage(id, payload, keys.secrets).catch(() => undefined);
  const names = message ? office.routes[message.channel] : [];
  const known: Known | undefined = row && { ...row, step: row.step === 1 ? 1 : 0 };
  const step = known?.step ?? 0;
  const name = names[step];
  const remainingMs = at + worthFor(topic) - now;
  const provider = name && providerOf(name, desk, office);
  if (!message || !name || !provider || remainingMs <= 0) return end(desk, id, known);
  const before: Delivery = known ?? { step, state: "waiting", tries: 0 };
  if (!maySend(before, provider)) return end(desk, id, known);
  const tries = before.tries + 1;
  const wasUnsure = before.state === "unsure" || before.state === "sending";
  await beginSending(db, { message: id, at, topic, provider: name, step, tries, now });
  const reportTo = `${office.selfOrigin}/reports/${name}/${id}/${await proofOf(name, id, keys.secrets.key)}`;
  const { handed, reference, reason } = await provider.send({ id, topic, message, reportTo });
  const next = afterHanding({ step, tries, state: wasUnsure ? "unsure" : "waiting" }, handed, {
    promises: provider,
    providers: names.length,
    remainingMs,
  });
  await settle(db, {
    message: id,
    before: { step, tries, state: "sending", provider: name },
    next,
    provider: names[next.delivery.step] ?? name,
    reference,
    reason,
    now,
  });
  log(handed === "accepted" ? "info" : "warn", "delivery", { message: id, provider: name, handed, reason, tries });
}

async function end({ db, now }: Desk, message: string, known: Known | undefined) {
  if (!known) return giveUp(db, message, now);
  const { provider, ...before } = known;
  const state = before.state === "waiting" ? "failed" : before.state === "sending" ? "unsure" : before.state;
  const next = { delivery: { ...before, state }, done: true } as const;
  await settle(db, { message, before: known, next, provider, now, ...(state === "failed" && { reason: "too-late" }) });
}

function providerOf(name: ProviderName, desk: Desk, { accounts, mail }: Office): Provider | undefined {
  switch (name) {
    case "esms":
      return accounts.esms && esms(accounts.esms);
    case "zalo":
      return accounts.zalo && zalo(accounts.zalo, zaloTokens(desk, accounts.zalo));
    case "email":
      return accounts.email && mail && email(mail, accounts.email);
    case "inbox":
      return { idempotent: true, reports: false, send: () => Promise.resolve({ handed: "accepted" }) };
  }
}

const proofOf = (provider: string, message: string, key: string) => hmac(key, `report/${provider}/${message}`);

/** Whether an address was made by us for this message. */
export async function isOurAddress(desk: Desk, provider: string, message: string, proof: string) {
  for (const key of desk.keys.secrets.all.values())
    if (timingSafeEqual(await proofOf(provider, message, key), proof)) return true;
  return false;
}

/**
 * A provider says whether a message arrived. Twice, late, or from a provider that was left for another changes nothing.
 * True when there is something to hand over again.
 */
export async function takeReport(
  { db, now }: Desk,
  { routes }: Pick<Office, "routes">,
  { message, provider, arrived }: { message: string; provider: ProviderName; arrived: boolean },
) {
  const row = (await readDeliveries(db, [message])).get(message);
  if (!row || row.provider !== provider) return false;
  // Who was taken out of the configuration meanwhile has nobody to be passed on to.
  const names = [routes.phone, routes.email].find((list) => list[row.step] === provider) ?? [];
  const before: Known = { step: row.step === 1 ? 1 : 0, state: row.state, tries: row.tries, provider };
  // Without what it says it cannot be sent again.
  const remainingMs = row.isDropped ? 0 : row.at + worthFor(row.topic) - now;
  const next = afterReport(before, arrived, { providers: names.length, remainingMs });
  if (!next) return false;
  const { step } = next.delivery;
  const changed = await settle(db, {
    message,
    before,
    next,
    provider: step === before.step ? provider : (names[step] ?? provider),
    now,
  });
  log("info", "delivery-report", { message, provider, arrived });
  return changed && !next.done;
}
