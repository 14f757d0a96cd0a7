import { afterAll, beforeAll, describe, test } from "vitest";

import { runCrons, isDue } from "../../tools/lib/crons.mjs";
import { openCity } from "./city.mjs";

test("a cron is due in its minutes and no others", ({ expect }) => {
  const at = (text) => new Date(`2026-11-22T${text}:00Z`);
  expect(isDue("* * * * *", at("10:00"))).toBe(true);
  expect([isDue("*/5 * * * *", at("10:05")), isDue("*/5 * * * *", at("10:06"))]).toEqual([true, false]);
  expect([isDue("17 * * * *", at("09:17")), isDue("17 3,4 * * 0", at("04:17"))]).toEqual([true, true]);
  expect(() => isDue("1-5 * * * *", at("10:05"))).toThrow();
});

test("one job that fails does not keep the others from running", async ({ expect }) => {
  const ran = [];
  const worker = (name, outcome) => ({ name, toml: { triggers: { crons: ["* * * * *"] } }, outcome });
  const workers = [worker("a", "exception"), worker("b", "ok")];
  const mf = {
    getWorker: async (name) => ({
      scheduled: async () => {
        ran.push(name);
        return { outcome: workers.find((one) => one.name === name).outcome };
      },
    }),
  };
  expect(await runCrons(mf, workers)).toEqual(["a * * * * *: exception"]);
  expect(ran).toEqual(["a", "b"]);
});

describe("a city by night", () => {
  let city;
  beforeAll(async () => {
    city = await openCity();
  });
  afterAll(() => city?.close());

  test("does every service's part of what a person asked for, and seals what was done", async ({ expect }) => {
    const db = await city.database();
    await db
      .prepare("INSERT INTO id_subject_event (at, kind, subject) VALUES (?, 'export', 'sample-counter.baichay')")
      .bind(Date.now())
      .run();
    expect(await city.runCrons()).toEqual([]);
    const done = await db.prepare("SELECT service, outcome FROM id_subject_event_done ORDER BY service").all();
    expect(done.results.map(({ service }) => service)).toEqual(["ask", "classrooms", "queue", "wifi"]);
    const seals = await db.prepare("SELECT service, rows FROM id_audit_seal ORDER BY service").all();
    expect(seals.results.map(({ service }) => service)).toEqual(["ask", "classrooms", "identity", "queue", "wifi"]);
    expect(await city.runCrons()).toEqual([]);
    expect(city.complaints).toEqual([]);
  });
});
