import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { newSession } from "../src/begin-session";
import { browser, desk } from "./person";

describe("what a browser is signed in with", () => {
  test("[ASVS 7.2.3] is 128 random bits for the session and 256 for its handle, never twice", async ({ expect }) => {
    const here = await desk();
    const made = await Promise.all(Array.from({ length: 1000 }, () => newSession(here)));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1000);
    expect(new Set(made.map(({ handle }) => handle)).size).toBe(1000);
    for (const { id, handle, stored } of made) {
      expect(id).toMatch(/^[\w-]{22}$/);
      expect(handle.slice(id.length)).toMatch(/^\.0-[\w-]{43}$/);
      expect(stored.secretHash).not.toContain(handle.slice(-43));
    }
    // Each bit of the ids is set about half the time: 1000 coins, six standard deviations.
    const bits = Array.from({ length: 128 }, () => 0);
    for (const { id } of made) {
      const bytes = Uint8Array.from(atob(`${id.replaceAll("-", "+").replaceAll("_", "/")}==`), (one) =>
        one.charCodeAt(0),
      );
      for (let bit = 0; bit < 128; bit++) bits[bit] = (bits[bit] ?? 0) + (((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1);
    }
    for (const count of bits) expect(Math.abs(count - 500)).toBeLessThan(95);
  });

  test("[ASVS 7.2.3] and the database cannot be used to make it", async ({ expect }) => {
    const hers = browser();
    await hers.signIn("0912345678");
    const handle = hers.cookies.get("__Host-identity_rt") ?? "";
    const rows = await env.DB.prepare("SELECT * FROM id_handle").all();
    expect(JSON.stringify(rows.results)).not.toContain(handle.slice(-43));
  });
});
