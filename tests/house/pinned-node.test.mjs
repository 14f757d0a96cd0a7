import { globSync, readFileSync } from "node:fs";
import path from "node:path";

import { test } from "vitest";

const tools = path.resolve(import.meta.dirname, "../../tools");
// A static import is loaded before the script can run itself again with the Node that the house brings.
const early = /^(?:import|\} from)\b.*?["'](\.[^"']+)["']/gm;

test("somebody with an older Node can run every tool that brings its own", ({ expect }) => {
  const scripts = globSync("**/*.mjs", { cwd: tools })
    .map((file) => ({ file, text: readFileSync(path.join(tools, file), "utf8") }))
    .filter(({ text }) => /^import "[./]+\/lib\/pinned-node\.mjs";/m.test(text));
  expect(scripts.map(({ file }) => file)).toContain("ask-evaluate.mjs");
  const tooEarly = scripts.flatMap(({ file, text }) =>
    [...text.matchAll(early)].flatMap(([, from]) => (from?.endsWith("/pinned-node.mjs") ? [] : [`${file}: ${from}`])),
  );
  expect(tooEarly).toEqual([]);
});
