const browsers: [RegExp, string][] = [
  [/Zalo/i, "Zalo"],
  [/EdgA?\//, "Edge"],
  [/OPR\/|Opera/, "Opera"],
  [/SamsungBrowser/, "Samsung Internet"],
  [/CocCoc|coc_coc/i, "Cốc Cốc"],
  [/Firefox\/|FxiOS/, "Firefox"],
  [/Chrome\/|CriOS/, "Chrome"],
  [/Safari\//, "Safari"],
];
const systems: [RegExp, string][] = [
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];

const find = (names: [RegExp, string][], userAgent: string) => names.find(([pattern]) => pattern.test(userAgent))?.[1];

/** Enough for people to recognise a session of their own, and no more: `Chrome · Android`. */
export function deviceOf(userAgent: string | undefined) {
  const agent = (userAgent ?? "").slice(0, 500);
  return [find(browsers, agent), find(systems, agent)].filter(Boolean).join(" · ");
}
