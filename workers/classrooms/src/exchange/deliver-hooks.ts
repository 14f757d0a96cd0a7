import { log, seal, sha256, unseal, uuidv7 } from "@ven/kit";

import { refusedBy } from "../refused";
import type { Delivery, Happening, HookRepository, HookRow } from "./hook-repository";
import { type DeliveryBody, nextAttemptAt, signatureHeader, signDelivery } from "./webhook";

export interface DeliverContext {
  hooks: HookRepository;
  /** The service's own key. */
  key: string;
  now: number;
  send: (url: string, init: RequestInit) => Promise<Response>;
}

const patience = 10_000;
// Ids begin with the time at which a request came in; a slow one must not be passed over.
const settledMs = 30_000;

/** The service's key as one that seals: 32 bytes whatever it was. */
export const sealingKey = (key: string) => sha256(`hooks ${key}`);

/** Queues what happened since the last time, then sends what is due. Each minute, by the script's own clock. */
export async function deliverHooks(context: DeliverContext) {
  const { hooks, key, now } = context;
  const sealing = await sealingKey(key);
  for (const hook of await hooks.running()) await queueFor(context, hook, sealing);
  await Promise.all((await hooks.due(now)).map((delivery) => deliver(context, delivery, sealing)));
}

async function queueFor({ hooks, now }: DeliverContext, hook: HookRow, sealing: string) {
  const written = await hooks.since(hook.cursor, uuidv7(now - settledMs));
  const last = written.at(-1);
  if (!last) return;
  const happenings = written.filter(({ organisation }) => organisation === hook.school);
  const deliveries = await Promise.all(
    happenings.map(async (one) => {
      const id = uuidv7(now);
      return { id, payload: await seal(sealing, JSON.stringify(bodyOf(hook.school, one)), `room_outbox/${id}`) };
    }),
  );
  try {
    await hooks.run(hooks.queue(hook, last.id, deliveries, now));
  } catch (err) {
    // Another run was faster; what it queued is sent all the same.
    if (refusedBy(err) !== "stale-version") throw err;
  }
}

/** Facts about things, by their ids; who did it stays inside. */
const bodyOf = (school: string, { id, at, action, object, detail }: Happening): DeliveryBody => ({
  id,
  type: action,
  at,
  school,
  data: { object, ...(detail ? (JSON.parse(detail) as Record<string, unknown>) : {}) },
});

async function deliver({ hooks, now, send }: DeliverContext, delivery: Delivery, sealing: string) {
  const { id, url, hook, attempts } = delivery;
  const body = await unseal(sealing, delivery.payload, `room_outbox/${id}`);
  const secret = await unseal(sealing, delivery.secret, `room_hook/${hook}`);
  const status = await send(url, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", [signatureHeader]: await signDelivery(secret, body, now) },
    // A redirect could lead to where no address may point.
    redirect: "manual",
    signal: AbortSignal.timeout(patience),
  }).then(
    (answer) => answer.status,
    () => 0,
  );
  const next = status >= 200 && status < 300 ? undefined : nextAttemptAt(attempts + 1, now);
  if (next === undefined) await hooks.run([hooks.delivered(id, now)]);
  else await hooks.run([hooks.again(id, next)]);
  if (status < 200 || status >= 300) log("warn", "delivery-failed", { service: "classrooms", hook, status, attempts });
}
