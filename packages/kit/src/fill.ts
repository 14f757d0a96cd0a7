/** `fill("{n} người", { n: 6 }) === "6 người"`: words that go to the browser are templates, since functions cannot. */
export const fill = (template: string, values: Record<string, string | number>) =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
