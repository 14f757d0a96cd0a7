// Writes /openapi.json of every service next to its other assets. The routes' own schemas are the source; they are
// imported here, at build time, so that no worker carries the JSON schema generator. A service's name as the only
// argument writes that one alone.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { runnerImport } from "vite";

import { root, workers } from "./workspace.mjs";

const options = {
  root,
  configFile: false,
  logLevel: "error",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
};
const { module: kit } = await runnerImport(path.join(root, "packages/kit/src/openapi.ts"), options);

const wanted = process.argv[2];
for (const { service, owner, source } of workers()) {
  if (wanted && wanted !== service && wanted !== owner) continue;
  const file = path.join(source, "routes/index.ts");
  if (!existsSync(file)) continue;
  const { module } = await runnerImport(file, options);
  const document = kit.openApi(module.routes, { title: `Ven ${service}`, version: "1" });
  const folder = path.join(root, "web/dist", owner);
  // A second script with routes of its own has its document beside the first one's: openapi-exchange.json.
  const script = service.slice(owner.length);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `openapi${script}.json`), `${JSON.stringify(document, null, 2)}\n`);
}
