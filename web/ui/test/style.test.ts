import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

import { deployment, deploymentIds } from "@ven/city/deployment";
import { describe, expect, test } from "vitest";

const here = import.meta.dirname;
const tokens = readFileSync(path.join(here, "../src/styles/tokens.css"), "utf8");

type Scheme = "light" | "dark";

/** What a token is in a city, in light or dark. */
function colours(scheme: Scheme, id: (typeof deploymentIds)[number]) {
  const house = [...tokens.matchAll(/(--[a-z-]+): light-dark\((#\w+), (#\w+)\)/g)].map(
    ([, name = "", light = "", dark = ""]) => [name, scheme === "light" ? light : dark] as const,
  );
  const plain = [...tokens.matchAll(/(--(?:red|gold)): (#\w+)/g)].map(
    ([, name = "", value = ""]) => [name, value] as const,
  );
  const found = new Map<string, string>([...house, ...plain, ...Object.entries(deployment(id).brand[scheme])]);
  return (name: string) => found.get(name) ?? name;
}

/** WCAG 2.2, relative luminance. */
function luminance(hex: string) {
  const full = hex.length === 4 ? hex.replace(/[^#]/g, "$&$&") : hex;
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string) {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const text: [string, string][] = [
  ...["--page", "--wash", "--sea-w", "--go-w", "--wait-w", "--stop-w"].map((on): [string, string] => ["--ink", on]),
  ...["--page", "--wash", "--sea-w"].map((on): [string, string] => ["--soft", on]),
  ...["--page", "--wash", "--sea-w"].map((on): [string, string] => ["--sea", on]),
  ["--on", "--sea"],
  ["--on", "--deep"],
  ["--deep", "--page"],
  ["--go", "--go-w"],
  ["--wait", "--wait-w"],
  ["--stop", "--stop-w"],
  ["--stop", "--page"],
  ["--page", "--go"],
];
const edges: [string, string][] = [
  ["--edge", "--page"],
  ["--edge", "--wash"],
  ["--sea", "--page"],
  ["--stop", "--page"],
];

describe.each(deploymentIds)("in %s", (id) => {
  test.each(["light", "dark"] as const)("everybody can read every word in %s", (scheme) => {
    const colour = colours(scheme, id);
    const weak = (pairs: [string, string][], least: number) =>
      pairs.filter(([a, b]) => contrast(colour(a), colour(b)) < least);
    expect(weak(text, 4.5)).toEqual([]);
    expect(weak(edges, 3)).toEqual([]);
  });
});

const built = path.join(here, "../../dist/queue/styles.json");

describe.runIf(existsSync(built))("as built", () => {
  const styles: Record<string, { css: string; hash: string }> = JSON.parse(readFileSync(built, "utf8"));

  test.each(Object.keys(styles))("a person waits for no more than 4 kB of style: %s", (address) => {
    expect(gzipSync(styles[address]?.css ?? "", { level: 9 }).length).toBeLessThanOrEqual(4096);
  });

  test("old phones, which do not know light-dark(), get colours too", () => {
    for (const { css } of Object.values(styles)) expect(css).not.toContain("light-dark(");
  });

  test("a style cannot end its own element", () => {
    for (const { css } of Object.values(styles)) expect(css).not.toMatch(/<\/style/i);
  });
});
