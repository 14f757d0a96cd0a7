import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { chromium } from "playwright-core";

const executablePath = "/usr/bin/chromium";
export const hasBrowser = existsSync(executablePath);

/** A machine without a mouse would hide from a nurse what only a keyboard needs; phones are emulated with fingers. */
const mouse = "primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4";
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1, isMobile: true, hasTouch: true };
export const desk = { viewport: { width: 1366, height: 768 } };
export const television = { viewport: { width: 1920, height: 1080 } };

/**
 * One browser; each person in it has a context, that is, a device. What goes wrong on any of their pages (errors,
 * refused content) is kept, so that a test can say that nothing did. `fontSize` is the browser's own setting, px.
 */
export async function openBrowser({ fontSize = 16, env = {} } = {}) {
  const args = [...quiet, `--blink-settings=defaultFontSize=${fontSize},${mouse}`];
  const browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
  const wrong = [];
  return {
    wrong,
    /** @param {object} device one of the above, with more of Playwright's context options */
    person: async (device, { locale = "vi-VN", init, ...options } = {}) => {
      const context = await browser.newContext({ locale, ...device, ...options });
      context.setDefaultTimeout(10_000);
      if (init) await context.addInitScript(init);
      context.on("weberror", (event) => wrong.push(String(event.error())));
      context.on("console", (message) => {
        if (message.type() === "error" && !isPartOfTheStory(message.text()))
          wrong.push(`${message.text()} (${message.location().url})`);
      });
      return context;
    },
    close: () => browser.close(),
  };
}

/** A phone whose browser runs no script and refuses every cookie, in a profile of its own. */
export async function openMiniBrowser(profile, options) {
  mkdirSync(path.join(profile, "Default"), { recursive: true });
  const refused = { profile: { default_content_setting_values: { cookies: 2 } } };
  writeFileSync(path.join(profile, "Default/Preferences"), JSON.stringify(refused));
  return chromium.launchPersistentContext(profile, {
    executablePath,
    args: quiet,
    javaScriptEnabled: false,
    ...phone,
    ...options,
  });
}

/** The browser's own words on a refused command and on a network that is away; both are told to the person. */
const isPartOfTheStory = (text) =>
  /^Failed to load resource: .*status of 4\d\d|^(Failed to load resource|WebSocket connection).*net::ERR_(CONNECTION|INTERNET)/.test(
    text,
  );

/** Counts in `window.heard` what would be heard and felt, and gives a Vietnamese voice to a machine without one. */
export function listen() {
  window.heard = { chimes: 0, vibrations: 0, sentences: [] };
  window.AudioContext = class extends AudioContext {
    createOscillator() {
      window.heard.chimes++;
      return super.createOscillator();
    }
  };
  Navigator.prototype.vibrate = () => {
    window.heard.vibrations++;
    return true;
  };
  const voices = [{ lang: "vi-VN", name: "Test" }];
  speechSynthesis.getVoices = () => voices;
  speechSynthesis.speak = (words) => {
    window.heard.sentences.push(words.text);
    setTimeout(() => words.onend?.(), 10);
  };
  window.SpeechSynthesisUtterance = class {
    constructor(text) {
      this.text = text;
    }
  };
}
