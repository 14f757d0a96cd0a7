import { setClock } from "@ven/kit";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, test } from "vitest";

import { checkContactCode } from "../src/contact-code";
import { count, desk, lastCode, seedPeople, wait } from "./person";

const phone = "0912 555 010";
const queue = () => env.AS_QUEUE;
const other = (code: string) => (code === "000000" ? "111111" : "000000");

async function asked(contact = phone) {
  const sent = await queue().sendCode({ contact, lang: "en" });
  if (!sent.ok) throw new Error(sent.reason);
  return sent;
}

beforeEach(async () => {
  await seedPeople();
});
afterEach(() => setClock(null));

describe("a service that must know that a contact is the person's own", () => {
  test("learns a pseudonym that stays the same for it, is another for another service, and tells no number", async ({
    expect,
  }) => {
    const { challenge, sentTo } = await asked();
    expect(sentTo).toMatch(/010$/);
    expect(sentTo).not.toContain("0912");
    const first = await queue().checkCode({ challenge, code: await lastCode(phone) });
    wait(120_000);
    const again = await asked("+84912555010");
    const second = await queue().checkCode({ challenge: again.challenge, code: await lastCode(phone) });
    expect(first).toMatchObject({ ok: true, proof: expect.stringMatching(/^[\w-]{43}$/) });
    expect(second).toEqual(first);
    expect(JSON.stringify(first)).not.toContain("912555010");
    // Nobody is signed in, and nobody is remembered.
    expect(await count("id_session")).toBe(0);
    expect(await count("id_subject WHERE kind = 'guest'")).toBe(0);
  });

  test("gets nothing for another service's challenge, nor a sign-in for its own", async ({ expect }) => {
    const { challenge } = await asked();
    const code = await lastCode(phone);
    expect(await checkContactCode(await desk(), { challenge, code }, "wifi")).toEqual({ ok: false, reason: "over" });
    expect(await queue().checkCode({ challenge, code })).toMatchObject({ ok: true });
  });

  test("may take a code once, also when two ask at the same time", async ({ expect }) => {
    const { challenge } = await asked();
    const code = await lastCode(phone);
    const answers = await Promise.all(Array.from({ length: 10 }, () => queue().checkCode({ challenge, code })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("has five guesses and hears how many are left; then the right code is over too", async ({ expect }) => {
    const { challenge } = await asked();
    const code = await lastCode(phone);
    const said = [];
    for (let guess = 0; guess < 6; guess++) said.push(await queue().checkCode({ challenge, code: other(code) }));
    expect(said.map((answer) => (answer.ok ? "ok" : (answer.left ?? answer.reason)))).toEqual([
      4,
      3,
      2,
      1,
      "over",
      "over",
    ]);
    expect(await queue().checkCode({ challenge, code })).toEqual({ ok: false, reason: "over" });
  });

  test("hears that a code is too old, that a challenge was edited, and that a word is no code", async ({ expect }) => {
    const { challenge } = await asked();
    const code = await lastCode(phone);
    expect(await queue().checkCode({ challenge, code: "hello" })).toMatchObject({ ok: false, reason: "wrong" });
    const edited = challenge.slice(0, -2) + (challenge.endsWith("AA") ? "BB" : "AA");
    expect(await queue().checkCode({ challenge: edited, code })).toEqual({ ok: false, reason: "over" });
    wait(6 * 60_000);
    expect(await queue().checkCode({ challenge, code })).toEqual({ ok: false, reason: "over" });
  });

  test("is told when no code goes out: no contact, too soon, too many that day", async ({ expect }) => {
    // At eight in the morning, so that the day does not end meanwhile.
    setClock({ now: () => Date.UTC(2026, 10, 22, 1) });
    expect(await queue().sendCode({ contact: "hello", lang: "vi" })).toEqual({ ok: false, reason: "contact-wrong" });
    await asked();
    const soon = await queue().sendCode({ contact: phone, lang: "vi" });
    expect(soon).toMatchObject({ ok: false, reason: "too-soon", seconds: expect.any(Number) });
    const reasons = [];
    for (let tries = 0; tries < 12; tries++) {
      wait(16 * 60_000);
      const sent = await queue().sendCode({ contact: phone, lang: "vi" });
      if (!sent.ok) reasons.push(sent.reason);
    }
    expect(reasons).toContain("daily-limit");
  });
});
