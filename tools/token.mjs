// Prints a local access token for scripts: `node tools/token.mjs counter.baichay [--service queue]`. Without a name it
// lists the sample people. It signs with this machine's own key, which no production service knows.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { localTokens } from "./lib/local-token.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const people = JSON.parse(readFileSync(path.join(root, "workers/identity/sample/people.json"), "utf8"));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { service: { type: "string", default: "queue" }, minutes: { type: "string", default: "5" } },
});
const [wanted] = positionals;
const person = people.find(({ id }) => id === wanted);
if (!person) {
  const list = people.map(({ id, role, organisation }) => `  ${id.padEnd(22)} ${role}, ${organisation}`).join("\n");
  console.error(`${wanted ? `Nobody is called ${wanted}. ` : ""}Sample people:\n${list}`);
  process.exit(wanted ? 1 : 0);
}

const minutes = Number(values.minutes) || 5;
try {
  console.log(localTokens({ person, service: values.service, issuer: issuer(), minutes })());
} catch (err) {
  console.error(err.message);
  process.exit(1);
}

/** The running city's issuer: what `npm start` wrote for identity, else the address that it would take. */
function issuer() {
  const file = path.join(root, "workers/identity/.dev.vars");
  const written = existsSync(file) ? /^IDENTITY_ORIGIN='?([^'\n]+)/m.exec(readFileSync(file, "utf8"))?.[1] : undefined;
  const suffix = `${process.env.HOST_SUFFIX ?? "localhost"}:${process.env.PORT ?? 8787}`;
  return process.env.PORT || !written ? `http://id.${suffix}` : written;
}
