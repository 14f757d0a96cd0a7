import { uuidv7 } from "@ven/kit";
import { env } from "cloudflare:workers";
import { describe, test } from "vitest";

import { blindIndexes, packContacts } from "../src/vault";
import { rememberContact } from "../src/vault-repository";
import { count, desk } from "./person";

const phone = { channel: "phone", value: "+84912000555" } as const;
const day = 86_400_000;

async function remember(now: number) {
  const { vault, keys } = await desk();
  const stranger = await packContacts(uuidv7(now), [phone], keys);
  return rememberContact(vault, stranger, await blindIndexes(phone, keys.peppers), { now, expiresAt: now + day });
}

describe("a phone that is proved", () => {
  test("in several tabs at once is one person, with one key", async ({ expect }) => {
    const now = Date.now();
    const subjects = await Promise.all(Array.from({ length: 8 }, () => remember(now)));
    expect(new Set(subjects).size).toBe(1);
    expect(await count("id_vault_key", env.VAULT)).toBe(1);
    expect(await count("id_vault_contact", env.VAULT)).toBe(1);
  });

  test("again is remembered for longer, and after its day it is somebody new", async ({ expect }) => {
    const now = Date.now();
    const first = await remember(now);
    expect(await remember(now + day - 1)).toBe(first);
    expect(await remember(now + 2 * day - 2)).toBe(first);
    expect(await remember(now + 4 * day)).not.toBe(first);
    expect(await count("id_vault_key", env.VAULT)).toBe(1);
  });

  test("of somebody who is kept for good stays theirs for good", async ({ expect }) => {
    const now = Date.now();
    const first = await remember(now);
    await env.VAULT.prepare("UPDATE id_vault_contact SET expires_at = NULL").run();
    expect(await remember(now + 400 * day)).toBe(first);
    expect(await count("id_vault_contact WHERE expires_at IS NULL", env.VAULT)).toBe(1);
  });
});
