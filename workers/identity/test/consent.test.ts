import { languages, uuidv7 } from "@ven/kit";
import { addTexts } from "@ven/kit/i18n";
import { forgetOwnFiles } from "@ven/kit/own-files";
import { hasWords, notices, noticeText } from "@ven/web-identity/notices";
import fr from "@ven/web-identity/texts/fr";
import ja from "@ven/web-identity/texts/ja";
import ko from "@ven/web-identity/texts/ko";
import zh from "@ven/web-identity/texts/zh";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, test } from "vitest";

import { consentsOf, recordConsent, withdrawConsent } from "../src/consent";
import published from "./notices.json";
import { desk, wait } from "./person";

const house = env.AS_QUEUE;
const somebody = () => `person-${uuidv7(Date.now())}`;
const asked = { notice: "account", purpose: "survey", lang: "vi", method: "form" } as const;
const sha = async (text: string) => {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
};

beforeEach(() => {
  for (const [lang, texts] of [
    ["zh", zh],
    ["ko", ko],
    ["ja", ja],
    ["fr", fr],
  ] as const)
    addTexts(lang, texts);
});
afterEach(forgetOwnFiles);

describe("somebody who is asked for consent", () => {
  test("says yes, no, and changes their mind; the last word counts and every word stays", async ({ expect }) => {
    const subject = somebody();
    const record = async (given: boolean) =>
      recordConsent(await desk(), { ...asked, service: "identity", subject, given });
    expect(await record(false)).toEqual({ ok: true });
    wait(1000);
    expect(await record(true)).toEqual({ ok: true });
    wait(1000);
    expect(
      await withdrawConsent(await desk(), { service: "identity", subject, purpose: "survey", method: "form" }),
    ).toEqual({
      ok: true,
    });
    expect(await consentsOf(await desk(), subject)).toMatchObject([{ purpose: "survey", decision: "withdrawn" }]);
    const { results } = await env.DB.prepare("SELECT decision FROM id_consent WHERE subject = ? ORDER BY at")
      .bind(subject)
      .all();
    expect(results.map((row) => row.decision)).toEqual(["refused", "given", "withdrawn"]);
  });

  test("can later read exactly what they agreed to", async ({ expect }) => {
    const subject = somebody();
    await recordConsent(await desk(), { ...asked, lang: "ko", service: "identity", subject, given: true });
    const [consent] = await consentsOf(await desk(), subject);
    const text = await env.DB.prepare(
      "SELECT text FROM id_notice WHERE notice = 'account' AND version = 1 AND lang = 'ko'",
    ).first<string>("text");
    expect(await sha(text ?? "")).toBe(consent?.hash);
  });

  test("takes nothing back that was not given", async ({ expect }) => {
    const withdrawal = { service: "identity", subject: somebody(), purpose: "survey", method: "form" } as const;
    expect(await withdrawConsent(await desk(), withdrawal)).toEqual({ ok: false, reason: "nothing-given" });
  });

  test.for([
    ["a notice that does not exist", { notice: "nothing" }],
    ["a version that does not exist", { version: 99 }],
    ["a purpose that needs no consent", { purpose: "sign-in" }],
    ["a purpose that the notice does not name", { purpose: "advertising" }],
    ["the notice of another service", { notice: "wifi", purpose: "visit-statistics" }],
  ] as const)("cannot be said to have agreed to %s", async ([, wrong], { expect }) => {
    const request = { ...asked, service: "identity", subject: somebody(), given: true, ...wrong };
    expect(await recordConsent(await desk(), request)).toEqual({ ok: false, reason: "unknown" });
  });
});

describe("a service", () => {
  test("records decisions for itself only, whatever it says", async ({ expect }) => {
    const subject = somebody();
    // The binding says queue; the queue asks for no consent, and cannot decide for the account.
    const request = { ...asked, subject, given: true, service: "identity" };
    expect(await house.recordConsent(request)).toEqual({ ok: false, reason: "unknown" });
    expect(await house.consentsOf({ subject })).toEqual([]);
  });

  test("that sends rubbish is refused", async ({ expect }) => {
    const rubbish = { ...asked, given: true, subject: "x".repeat(65) };
    expect(await house.recordConsent(rubbish)).toEqual({ ok: false, reason: "unknown" });
  });
});

describe("the ledger of consents", () => {
  test("cannot be rewritten or shortened", async ({ expect }) => {
    await recordConsent(await desk(), { ...asked, service: "identity", subject: somebody(), given: true });
    await expect(env.DB.prepare("UPDATE id_consent SET decision = 'given'").run()).rejects.toThrow("evidence");
    await expect(env.DB.prepare("DELETE FROM id_consent").run()).rejects.toThrow("evidence");
    await expect(env.DB.prepare("UPDATE id_notice SET text = 'x'").run()).rejects.toThrow("new version");
  });
});

test("a notice that was published has not changed since: other words are a new version", async ({ expect }) => {
  const now: Record<string, string> = {};
  for (const notice of notices)
    for (const lang of languages) now[`${notice.id}/${notice.version}/${lang}`] = await sha(noticeText(notice, lang));
  expect(now).toEqual(published);
});

test("every purpose of every notice has its words in six languages", ({ expect }) => {
  const missing = notices.flatMap((notice) =>
    languages.flatMap((lang) =>
      ["title", "intro", ...notice.purposes.map(({ id }) => id)]
        .filter((key) => !notice.words(lang)[key] || !hasWords(notice, lang))
        .map((key) => `${notice.id} ${lang} ${key}`),
    ),
  );
  expect(missing).toEqual([]);
});

test("nobody is said to have read a language that could not be shown", async ({ expect }) => {
  forgetOwnFiles();
  const consent = { ...asked, lang: "ko", service: "identity", subject: somebody(), given: true } as const;
  await expect(recordConsent(await desk(), consent)).rejects.toMatchObject({ code: "unavailable" });
});
