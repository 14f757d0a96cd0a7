import { type Asked, randomToken } from "@ven/kit";
import { parse, serialize } from "hono/utils/cookie";

import type { Env } from "../env";
import { deviceOf, signDevice } from "../join-code";

const isSecure = (c: Asked<Env>) => c.env.SELF_ORIGIN.startsWith("https:");

/** Host-only by its prefix where the connection is encrypted. */
const cookieName = (c: Asked<Env>) => (isSecure(c) ? "__Host-queue_device" : "queue_device");

/** The phone that is asking; null when it has no cookie of ours. */
export async function askingDevice(c: Asked<Env>) {
  const name = cookieName(c);
  return (await deviceOf(c.env.QUEUE_KEY, parse(c.req.header("cookie") ?? "", name)[name])) ?? null;
}

/** The phone that is asking; one that is new gets its cookie here, for two days. */
export async function knownDevice(c: Asked<Env>) {
  const known = await askingDevice(c);
  if (known) return known;
  const device = randomToken();
  const cookie = serialize(cookieName(c), await signDevice(c.env.QUEUE_KEY, device), {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    secure: isSecure(c),
    maxAge: 2 * 86_400,
  });
  c.header("set-cookie", cookie, { append: true });
  return device;
}
