import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { announcer } from "../src/speech";

let log: string[];
let speaking: (() => void)[];
let allowed: AudioContextState;

class FakeContext {
  state: AudioContextState = "suspended";
  currentTime = 0;
  destination = {};
  resume() {
    this.state = allowed;
    return Promise.resolve();
  }
  createGain() {
    const gain = { setValueAtTime() {}, exponentialRampToValueAtTime() {} };
    return { gain, connect: (to: unknown) => to };
  }
  createOscillator() {
    return { frequency: { value: 0 }, connect: (to: unknown) => to, start: () => log.push("tone"), stop() {} };
  }
}

class FakeUtterance {
  onend = () => {};
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  [log, speaking, allowed] = [[], [], "running"];
  vi.stubGlobal("AudioContext", FakeContext);
  vi.stubGlobal("SpeechSynthesisUtterance", FakeUtterance);
  vi.stubGlobal("speechSynthesis", {
    getVoices: () => [{ lang: "vi-VN" }],
    cancel() {},
    speak(utterance: FakeUtterance) {
      log.push(utterance.text);
      speaking.push(() => utterance.onend());
    },
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("two calls are never spoken over each other", async () => {
  const sound = announcer();
  expect(await sound.allow()).toBe(true);
  sound.say("Mời A047");
  sound.say("Mời A048");
  await vi.advanceTimersByTimeAsync(10_000);
  expect(log).toEqual(["tone", "tone", "Mời A047"]);
  speaking[0]?.();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(log).toEqual(["tone", "tone", "Mời A047", "tone", "tone", "Mời A048"]);
});

test("a browser that loses the end of a sentence does not silence the hall", async () => {
  const sound = announcer();
  await sound.allow();
  sound.say("Mời A047");
  sound.say("Mời A048");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(log).toContain("Mời A048");
});

test("a board that lost its network calls nobody any more", async () => {
  const sound = announcer();
  await sound.allow();
  sound.say("Mời A047");
  sound.say("Mời A048");
  await vi.advanceTimersByTimeAsync(2_000);
  sound.hush();
  speaking[0]?.();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(log).not.toContain("Mời A048");
});

test("a device without a Vietnamese voice chimes and stays silent", async () => {
  vi.stubGlobal("speechSynthesis", { getVoices: () => [{ lang: "en-US" }] });
  const sound = announcer();
  await sound.allow();
  sound.say("Mời A047");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(log).toEqual(["tone", "tone"]);
});

test("nobody is told that there is sound when the browser refuses it", async () => {
  allowed = "suspended";
  const sound = announcer();
  const heard = sound.allow();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await heard).toBe(false);
  sound.say("Mời A047");
  await vi.advanceTimersByTimeAsync(5_000);
  expect(log).toEqual([]);
});
