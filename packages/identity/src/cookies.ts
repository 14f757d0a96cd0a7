import type { Grant } from "@ven/contracts/identity";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";

import { outageGrace } from "./lifetimes";

/**
 * A service's cookies on one request: host-only, HttpOnly, SameSite=Lax. On https their names begin with `__Host-`, and
 * the bare names are not read there, because another host of the city could set those.
 */
export function cookieJar(c: Context, service: string, selfOrigin: string) {
  const secure = selfOrigin.startsWith("https:");
  const attributes = { path: "/", httpOnly: true, sameSite: "Lax", secure } as const;
  const name = (what: string) => `${secure ? "__Host-" : ""}${service}_${what}`;
  const jar = {
    read: (what: string) => getCookie(c, name(what)),
    /** `seconds` is the cookie's life. */
    write: (what: string, value: string, seconds: number) =>
      setCookie(c, name(what), value, { ...attributes, maxAge: Math.max(0, Math.floor(seconds)) }),
    drop: (what: string) => void deleteCookie(c, name(what), attributes),
    /** Both cookies of a signed-in browser. The token's outlives it by the time that an outage may last. */
    writeGrant(grant: Grant, now: number) {
      jar.write("at", grant.accessToken, (grant.expiresAt + outageGrace - now) / 1000);
      jar.write("rt", grant.handle, (grant.sessionEndsAt - now) / 1000);
    },
    /** Whether the answer already says who is signed in: a handler that signed somebody in or out has the last word. */
    isSettled: () => c.res.headers.getSetCookie().some((line) => line.startsWith(`${name("rt")}=`)),
    dropGrant() {
      jar.drop("at");
      jar.drop("rt");
    },
  };
  return jar;
}
