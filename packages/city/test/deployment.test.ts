import { describe, test } from "vitest";

import { deployment, hostOf, isDeploymentId, serviceOfHost, services } from "../src/deployment";
import { units } from "../src/units";

const luminance = (hex: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

describe("an operator sets up a city", () => {
  test("finds Quảng Ninh and Huế, each with its units and its authority in every language", ({ expect }) => {
    for (const id of ["quang-ninh", "hue"] as const) {
      const city = deployment(id);
      expect(city.id).toBe(id);
      expect(units(city.province).length).toBeGreaterThan(0);
      for (const lang of city.languages) {
        expect(city.name[lang]).not.toBe("");
        expect(city.authority[lang]).not.toBe("");
      }
    }
    expect(deployment("quang-ninh").authority.vi).toBe("Sở Khoa học và Công nghệ tỉnh Quảng Ninh");
    expect(isDeploymentId("hue")).toBe(true);
    expect(isDeploymentId("toString")).toBe(false);
    expect(() => deployment("toString")).toThrow("no city is called toString");
  });

  test("gives each service one host under the city's suffix, and reads it back", ({ expect }) => {
    expect(services.map((service) => hostOf(service, "localhost:8787"))).toEqual([
      "localhost:8787",
      "id.localhost:8787",
      "queue.localhost:8787",
      "wifi.localhost:8787",
      "ask.localhost:8787",
      "classrooms.localhost:8787",
    ]);
    for (const service of services) expect(serviceOfHost(hostOf(service, "hue.example"), "hue.example")).toBe(service);
    expect(serviceOfHost("Queue.LOCALHOST:8787", "localhost:8787")).toBe("queue");
    expect(serviceOfHost("queue.elsewhere.example", "localhost")).toBeUndefined();
  });

  test("gets colours that a reader can tell apart on white, on black and on a button", ({ expect }) => {
    const { light, dark } = deployment("hue").brand;
    const pairs = [
      [light["--sea"], "#ffffff"],
      [light["--deep"], light["--on"]],
      [light["--sea"], light["--on"]],
      [light["--sea"], light["--sea-w"]],
      [dark["--sea"], "#0d1615"],
      [dark["--deep"], dark["--on"]],
      [dark["--sea"], dark["--on"]],
      [dark["--sea"], dark["--sea-w"]],
    ];
    for (const [one = "", other = ""] of pairs)
      expect(contrast(one, other), `${one} on ${other}`).toBeGreaterThanOrEqual(4.5);
  });
});
